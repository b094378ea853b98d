"""Wrong solutions that students hand in; each docstring is the feedback."""

import copy

import torch
from solution import fuse, linear
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError")
def weight_is_not_transposed(x, W, b=None):
    """You multiply x by W as it is. W has a row for each output, but the product needs a column for each output.
    Transpose W."""
    y = x @ W
    return y if b is None else y + b


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError")
def weight_stands_on_the_left(x, W, b=None):
    """You multiply W by x, in this order. That is the formula for one sample in a column. Here the samples are the rows
    of x, so write x on the left."""
    y = W @ x
    return y if b is None else y + b


@mistake(of="linear", caught_by="test_linear_values")
def answer_is_transposed(x, W, b=None):
    """You return the outputs in rows and the samples in columns. Return (N, out): a row for each sample."""
    y = W @ x.T
    return y if b is None else y + b[:, None]


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError")
def multiplies_element_by_element(x, W, b=None):
    """You multiply element by element, with `*`. Use the matrix product: each output is a sum over all inputs."""
    y = x * W
    return y if b is None else y + b


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError")
def bias_goes_down_the_samples(x, W, b=None):
    """You add b[i] to row i. Each output has its own bias: add b[j] to column j."""
    y = x @ W.T
    return y if b is None else y + b[:, None]


@mistake(of="linear", caught_by="test_linear_values")
def bias_is_left_out(x, W, b=None):
    """You never add the bias. Add b[j] to output j."""
    return x @ W.T


@mistake(of="linear", caught_by="test_linear_values")
def bias_is_summed(x, W, b=None):
    """You add the sum of all biases to every output. Add only b[j] to output j."""
    y = x @ W.T
    return y if b is None else y + b.sum()


@mistake(of="linear", caught_by="test_linear_values")
def weight_is_replaced_by_a_new_layer(x, W, b=None):
    """You use a new `nn.Linear`, which has random weights of its own. Use the weight and the bias that you are
    given."""
    return nn.Linear(W.shape[1], W.shape[0], bias=b is not None)(x)


@mistake(of="linear", caught_by="test_linear_values")
def weight_of_the_caller_is_turned(x, W, b=None):
    """You transpose the caller's W in place, so its shape is different afterwards. Leave W as it is, and make a
    transposed view."""
    y = x @ W.t_()
    return y if b is None else y + b


@mistake(of="linear", caught_by="test_linear_without_bias", raises="TypeError")
def bias_must_be_given(x, W, b=None):
    """You add b even if it is None. Add nothing then."""
    return x @ W.T + b


@mistake(of="linear", caught_by="test_linear_gradients")
def parameters_are_copied(x, W, b=None):
    """You copy W and b into the parameters of a new layer. The outputs are right, but the gradients stay in the copies
    and never reach W and b. Calculate with W and b themselves."""
    layer = nn.Linear(W.shape[1], W.shape[0], bias=b is not None)
    layer.weight = nn.Parameter(W)
    if b is not None:
        layer.bias = nn.Parameter(b)
    return layer(x)


@mistake(of="linear", caught_by="test_linear_gradients", raises="RuntimeError")
def graph_is_left(x, W, b=None):
    """No gradient flows through your linear: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""
    with torch.no_grad():
        return linear(x, W, b)


@mistake(of="linear", caught_by="test_linear_batch_sizes")
def single_dimensions_are_dropped(x, W, b=None):
    """You squeeze the result, so a batch of one sample loses its dimension. Return (N, out) for every N."""
    return linear(x, W, b).squeeze()


@mistake(of="linear", caught_by="test_linear_batch_sizes")
def one_output_is_dropped(x, W, b=None):
    """You squeeze the last dimension, which a layer with one output needs. Return (N, 1), not (N,)."""
    return linear(x, W, b).squeeze(-1)


@mistake(of="linear", caught_by="test_linear_batch_sizes", raises="RuntimeError")
def samples_one_by_one(x, W, b=None):
    """You calculate sample by sample, which fails for a batch without samples. Use one matrix product for the whole
    batch."""
    return torch.stack([linear(row[None], W, b)[0] for row in x])


@mistake(of="linear", caught_by="test_linear_batch_sizes")
def everything_is_float32(x, W, b=None):
    """You convert the result to float32. Return the dtype of x, W and b."""
    return linear(x, W, b).float()


def _layer(weight, bias):
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight.detach().clone()), nn.Parameter(bias.detach().clone())
    return layer


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", raises="RuntimeError")
def weights_in_the_wrong_order(l1, l2):
    """You multiply the weights in the wrong order. The weight of l1 meets x first: write it on the right, next to x."""
    return _layer(l1.weight @ l2.weight, l2(l1.bias))


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", raises="RuntimeError")
def product_is_transposed(l1, l2):
    """Your weight is the transpose of the right one. Give it a row for each output, like every weight of nn.Linear."""
    return _layer(l1.weight.T @ l2.weight.T, l2(l1.bias))


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", raises="RuntimeError")
def layers_in_the_wrong_order(l1, l2):
    """You apply l2 first and then l1. Apply l1 first."""
    return fuse(l2, l1)


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do")
def first_bias_is_lost(l1, l2):
    """Your bias is the bias of l2 alone. Include the bias of l1 too: it goes through the weight of l2 first."""
    return _layer(l2.weight @ l1.weight, l2.bias)


@mistake(of="fuse", caught_by="test_fuse_square_layers")
def biases_are_added_up(l1, l2):
    """You add the two biases as they are. The bias of l1 goes through l2, like everything that comes out of l1:
    multiply it by the weight of l2 first."""
    return _layer(l2.weight @ l1.weight, l1.bias + l2.bias)


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do")
def second_bias_is_lost(l1, l2):
    """You leave out the bias of l2. Add it at the end, as it is."""
    return _layer(l2.weight @ l1.weight, l2.weight @ l1.bias)


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do")
def results_stay_in_local_names(l1, l2):
    """The layer that you return still has its random weight and bias: assigning to a local name changes no layer. Write
    the results into the layer's parameters."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    weight, bias = fused.weight, fused.bias
    weight = l2.weight @ l1.weight
    bias = l2(l1.bias)
    return fused


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", raises="TypeError")
def weight_is_assigned(l1, l2):
    """You assign a plain tensor to a parameter, which torch refuses. Keep the parameter, and change its numbers in
    place, under `torch.no_grad()`."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    fused.weight = l2.weight @ l1.weight
    fused.bias = l2(l1.bias)
    return fused


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", raises="TypeError")
def bias_is_assigned(l1, l2):
    """You assign a plain tensor to a parameter, which torch refuses. Keep the parameter, and change its numbers in
    place, under `torch.no_grad()`."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    fused.bias = l2(l1.bias)
    fused.weight = l2.weight @ l1.weight
    return fused


@mistake(of="fuse", caught_by="test_fuse_leaves_its_layers")
def second_layer_is_overwritten(l1, l2):
    """You write the result into l2, which the caller still uses. Build a new layer."""
    l2.bias = nn.Parameter(l2(l1.bias).detach())
    l2.weight = nn.Parameter((l2.weight @ l1.weight).detach())
    return l2


@mistake(of="fuse", caught_by="test_fuse_leaves_its_layers")
def layers_are_frozen(l1, l2):
    """You turn off requires_grad in l1 and l2, so the caller cannot train them any more. To avoid a graph, use
    `torch.no_grad()`, which ends by itself."""
    for p in [*l1.parameters(), *l2.parameters()]:
        p.requires_grad_(False)
    return fuse(l1, l2)


@mistake(of="fuse", caught_by="test_fuse_returns_one_layer")
def copy_of_the_second_layer(l1, l2):
    """You put a weight of another size into a layer that was made for other sizes. It works, but its in_features or
    out_features are wrong. Make an nn.Linear of the right sizes first."""
    fused = copy.deepcopy(l2)
    fused.weight = nn.Parameter((l2.weight @ l1.weight).detach())
    fused.bias = nn.Parameter(l2(l1.bias).detach())
    return fused


@mistake(of="fuse", caught_by="test_fuse_leaves_its_layers")
def layers_are_only_stacked(l1, l2):
    """You put the two layers one after the other. Return one layer, with one weight and one bias of its own."""
    return nn.Sequential(l1, l2)


@mistake(of="fuse", caught_by="test_fused_layer_can_be_trained", raises="RuntimeError")
def parameters_are_frozen(l1, l2):
    """The parameters of your fused layer require no gradient, so it cannot be trained. Return parameters that require a
    gradient."""
    return fuse(l1, l2).requires_grad_(False)


@mistake(of="fuse", caught_by="test_fused_layer_can_be_trained")
def parameters_stay_in_the_graph(l1, l2):
    """The weight and bias of your fused layer are still results of l1 and l2, not parameters of its own, so gradients
    flow on to l1 and l2. Store the values in parameters of the new layer."""
    fused = nn.Linear(l1.in_features, l2.out_features)
    del fused.weight, fused.bias
    fused.weight = l2.weight @ l1.weight
    fused.bias = l2(l1.bias)
    return fused


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do")
def fused_layer_has_no_bias(l1, l2):
    """Your fused layer has no bias. Give it one: l1 and l2 add their biases too."""
    fused = nn.Linear(l1.in_features, l2.out_features, bias=False)
    fused.weight = nn.Parameter((l2.weight @ l1.weight).detach())
    return fused
