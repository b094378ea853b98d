"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="binary_labels")
def labels_from_the_logits(logits):
    """Writes out the sigmoid, and compares the logits with 0."""
    return 1 / (1 + torch.exp(-logits)), (logits > 0) * torch.ones_like(logits)


@variant(of="binary_labels")
def rounded_probs(logits):
    """Rounds the probabilities, without a graph, and returns a list."""
    with torch.inference_mode():
        return [logits.sigmoid(), logits.sigmoid().round()]


@variant(of="multiclass_labels")
def argmax_of_the_logits(logits):
    """Takes the position of the largest logit: the softmax does not change the order."""
    shifted = (logits - logits.amax(dim=-1, keepdim=True)).exp()
    return shifted / shifted.sum(dim=-1, keepdim=True), logits.max(dim=-1).indices


@variant(of="multiclass_labels")
def row_by_row(logits):
    """Takes one row after the other."""
    probs = torch.stack([torch.nn.functional.softmax(row, dim=0) for row in logits])
    return probs, torch.tensor([row.tolist().index(max(row)) for row in logits])
