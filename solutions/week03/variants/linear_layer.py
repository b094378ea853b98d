"""Right but unusual solutions."""

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="linear")
def linear_by_torch(x, W, b=None):
    """Uses the function of torch."""
    return F.linear(x, W, b)


@variant(of="linear")
def linear_by_einsum(x, W, b=None):
    """Names the dimensions, and writes the bias in place into its own tensor."""
    y = torch.einsum("nk,jk->nj", x, W)
    if b is not None:
        y += b
    return y


@variant(of="linear")
def linear_by_broadcasting(x, W, b=None):
    """Multiplies everything by everything, and sums."""
    return (x[:, None] * W).sum(dim=-1) + (0 if b is None else b)


@variant(of="linear")
def linear_by_columns(x, W, b=None):
    """Makes one column for each output."""
    columns = [(x * row).sum(dim=1) for row in W]
    return torch.stack([c if b is None else c + b[j] for j, c in enumerate(columns)], dim=1)


@variant(of="linear")
def linear_with_a_column_of_ones(x, W, b=None):
    """Reads the bias as a weight whose input is always 1."""
    b = W.new_zeros(len(W)) if b is None else b
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1) @ torch.cat([W, b[:, None]], dim=1).T


@variant(of="fuse")
def fuse_by_asking(l1, l2):
    """Calls the layers: 0 gives the bias, and the rows of the identity give the columns of the weight."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    with torch.inference_mode():
        bias = l2(l1(torch.zeros(l1.in_features)))
        weight = (l2(l1(torch.eye(l1.in_features))) - bias).T
    fused.load_state_dict({"weight": weight, "bias": bias})
    return fused


@variant(of="fuse")
def fuse_with_new_parameters(l1, l2):
    """Gives the layer new parameters."""
    fused = nn.Linear(1, 1)
    fused.in_features, fused.out_features = l1.in_features, l2.out_features
    fused.weight = nn.Parameter(torch.mm(l2.weight, l1.weight))
    fused.bias = nn.Parameter(l2.weight @ l1.bias + l2.bias)
    return fused


@variant(of="fuse")
def fuse_through_data(l1, l2):
    """Writes into .data, with the product of the transposes transposed."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    fused.weight.data = (l1.weight.T @ l2.weight.T).T.detach().clone()
    fused.bias.data = (l1.bias @ l2.weight.T + l2.bias).detach()
    return fused
