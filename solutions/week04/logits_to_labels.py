"""From logits to labels: the outputs of a classifier become probabilities, and probabilities become answers.

two classes, one logit per sample       logit   ->  sigmoid  ->  probability of class 1  ->  0.0 or 1.0
C classes, C logits per sample          logits  ->  softmax  ->  C probabilities         ->  the likeliest class
"""

import torch


def binary_labels(logits: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the probabilities and the labels of a question with two answers.

    logits: a float tensor of any shape, such as (N, 1) or (N,). It is not changed.
    Returns two tensors (probs, labels), both of the shape and dtype of logits. probs is the probability of class 1, the
        sigmoid of each logit; at logits like ±1000 there is no nan. labels is 1.0 where the probability is above 0.5, and
        0.0 where it is below; at exactly 0.5 both are right. Gradients need not flow through them.

    >>> binary_labels(torch.tensor([0.3, -2.0]))
    (tensor([0.5744, 0.1192]), tensor([1., 0.]))
    """
    ### BEGIN SOLUTION
    probs = torch.sigmoid(logits)
    labels = (probs > 0.5).to(logits.dtype)
    return probs, labels
    ### END SOLUTION


def multiclass_labels(logits: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the probabilities and the labels of a question with several answers.

    logits: (N, C) floats, a row for each sample and a column for each class; N ≥ 1, C ≥ 2. It is not changed.
    Returns two tensors (probs, labels). probs is the softmax of each row, of the shape and dtype of logits; at logits like
        ±1000 there is no nan. labels is (N,) int64: for each row the number of the likeliest class, from 0 to C - 1; if
        two are equally likely, both are right. Gradients need not flow through probs.

    >>> multiclass_labels(torch.tensor([[4.3, 6.1, 2.3]]))
    (tensor([[0.1392, 0.8420, 0.0188]]), tensor([1]))
    """
    ### BEGIN SOLUTION
    probs = torch.softmax(logits, dim=1)
    return probs, probs.argmax(dim=1)
    ### END SOLUTION
