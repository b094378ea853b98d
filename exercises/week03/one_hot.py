"""One-hot labels: a class as a vector of zeros with a single 1.

A label such as 2 is a name, not an amount: class 2 is not twice class 1. A network gives a number for each class. To
compare the two, the label becomes a vector too, with a 1 at the index of the class.

    2 of 4 classes  ->  [0, 0, 1, 0]
"""

import torch


def one_hot(labels: torch.Tensor, num_classes: int) -> torch.Tensor:
    """Return the one-hot vectors of class labels.

    labels: a tensor of any integer dtype and any shape, also a single number (no dimensions), and also without labels.
        It is not changed.
    num_classes: the number of classes, C, at least 1. Not every class must occur in labels.
    Returns an int64 tensor with one more dimension at the end, (…, C): 1 at the index of the label, 0 elsewhere.
    Raises ValueError if a label is negative, if a label is C or more, or if labels is of a float dtype.
    torch.nn.functional.one_hot is allowed, but it accepts int64 only, and raises other errors.

    >>> one_hot(torch.tensor([0, 2]), 3)
    tensor([[1, 0, 0],
            [0, 0, 1]])
    """
    # TODO: your code here
    raise NotImplementedError("one_hot")
