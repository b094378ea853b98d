"""Validation: how good is the model on data that it does not learn from?

The training loss says how well a model knows its training data. The loss on a second part of the data, from which the
model does not learn, says how good it is on new data. The two losses together say what to change. Validation must not
change the model.

    validation loss = (loss of batch 1 + … + loss of batch B) / B        in eval mode, without gradients
"""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import nn


def validate(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
) -> float:
    """Return the loss of a model on the batches of a loader, without training it.

    model: takes a batch X and returns predictions. It is in train mode when you get it. Compute the losses in eval mode
        (no dropout, batch norm with its running statistics), and put the model back into train mode at the end. Its
        parameters, their .grad and requires_grad, and its buffers are not changed.
    loader: yields batches (X, y), and len(loader) is their number. Give X and y to the model and to the criterion
        unchanged, in their own shape and dtype. Use no other data.
    criterion: takes (predictions, y), in this order, and returns the loss, a tensor with a single number. Examples are
        nn.MSELoss() and nn.CrossEntropyLoss(), which needs the outputs of the model without a softmax.
    Returns the mean of the batch losses, as a plain float: their sum divided by the number of batches. The size of a
        batch does not matter.

    No graph is built at any time: nothing that the model computes requires gradients. After the call, gradients are
    recorded as before.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.ones_(model.weight)
    >>> batches = [(torch.tensor([[3.0]]), torch.tensor([[5.0]])), (torch.tensor([[7.0]]), torch.tensor([[8.0]]))]
    >>> validate(model, batches, nn.MSELoss())
    2.5
    """
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train(was_training)
    return sum(losses) / len(losses)
    ### END SOLUTION


def split(n: int, fractions: Sequence[float], seed: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Divide the rows 0 to n - 1 at random into train, validation and test, and return the row numbers of each.

    fractions: three numbers from 0 to 1 that sum to 1, such as [0.7, 0.2, 0.1]: the shares of train, validation and
        test, in this order.
    seed: a whole number, also 0. Equal seeds give equal parts, other seeds give other parts. The random states that the
        whole program shares (torch.rand, np.random and random use them) do not change: after the call they give the
        same random numbers as without it.
    Returns three int64 tensors with one dimension, also for an empty part. Every row is in exactly one of them. The size
    of each part is within 1 of its fraction of n. Every row has the same chance to be in a part, whatever its position.
    torch.utils.data.random_split is allowed.

    >>> train, validation, test = split(10, [0.6, 0.2, 0.2], seed=0)
    >>> len(train), len(validation), len(test)
    (6, 2, 2)
    >>> sorted([*train.tolist(), *validation.tolist(), *test.tolist()])
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    ### BEGIN SOLUTION
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    end_of_train = round(n * fractions[0])
    end_of_validation = round(n * (fractions[0] + fractions[1]))
    return order[:end_of_train], order[end_of_train:end_of_validation], order[end_of_validation:]
    ### END SOLUTION


def diagnose(train: Sequence[float], val: Sequence[float], tol: float) -> str:
    """Say from the losses of a training run whether the model underfits, overfits, or does neither.

    train, val: the training and the validation loss of each epoch, first to last. Only the last loss of each counts.
    tol: a positive number: the largest loss, and also the largest gap between the two losses, that is still good.
    Returns one of three words:

    - "underfit" if the training loss is above tol, whatever the validation loss is;
    - otherwise "overfit" if the validation loss is above the training loss by more than tol, whether it rises or falls;
    - otherwise "ok".

    >>> diagnose([0.9, 0.4], [0.9, 0.5], tol=0.2)
    'underfit'
    """
    ### BEGIN SOLUTION
    if train[-1] > tol:
        return "underfit"
    if val[-1] - train[-1] > tol:
        return "overfit"
    return "ok"
    ### END SOLUTION
