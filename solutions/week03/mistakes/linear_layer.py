"""Wrong solutions that students hand in; each docstring is the feedback."""

from torch import nn

from dlcourse.graders.authoring import mistake, survives

survives(
    "fused.weight.copy_(l2.weight @ l1.weight) -> after fused.bias.copy_(l2(l1.bias))",
    because="the two parameters do not depend on each other",
)


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError", edit={"W.T": "W"})
def weight_is_not_transposed():
    """You multiply x by W as it is. W has a row for each output, but the product needs a column for each output:
    transpose W."""


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError", edit={"x @ W.T": "W @ x"})
def weight_stands_on_the_left():
    """You multiply W by x, in this order, which is the formula for one sample in a column. Here the samples are the
    rows of x, so write x on the left."""


@mistake(of="linear", caught_by="test_linear_values", edit={"x @ W.T": "W @ x.T", "y + b": "y + b[:, None]"})
def answer_is_transposed():
    """You return the outputs in rows and the samples in columns. Return (N, out): a row for each sample."""


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError", edit={"@ W.T": "* W"})
def multiplies_element_by_element():
    """You multiply element by element, with `*`. Use the matrix product: each output is a sum over all inputs."""


@mistake(of="linear", caught_by="test_linear_values", raises="RuntimeError", edit={"y + b": "y + b[:, None]"})
def bias_goes_down_the_samples():
    """You add b[i] to row i. Each output has its own bias: add b[j] to column j."""


@mistake(of="linear", caught_by="test_linear_values", edit={"y if b is None else y + b": "y"})
def bias_is_left_out():
    """The bias is not in what you return. Add b[j] to output j, and return the sum: a line with `y + b` alone changes
    nothing."""


@mistake(
    of="linear",
    caught_by="test_linear_values",
    edit={"x @ W.T": "nn.Linear(W.shape[1], W.shape[0])(x)", "y if b is None else y + b": "y"},
)
def weight_is_replaced_by_a_new_layer():
    """You use a new `nn.Linear`, which has random weights of its own. Use the weight and the bias that you are
    given."""


@mistake(of="linear", caught_by="test_linear_values", edit={"W.T": "W.t_()"})
def weight_of_the_caller_is_turned():
    """You transpose the caller's W in place, so its shape is different afterwards. Leave W as it is, and make a
    transposed view."""


@mistake(of="linear", caught_by="test_linear_without_bias", raises="TypeError", edit={"y if b is None else y": "y"})
def bias_must_be_given():
    """You add b even if it is None. Add nothing then."""


@mistake(
    of="linear", caught_by="test_linear_gradients", edit={"W.T": "nn.Parameter(W).T", "y + b": "y + nn.Parameter(b)"}
)
def parameters_are_copied():
    """You make new parameters of W and b. The outputs are right, but the gradients stay in the copies: calculate with W
    and b themselves."""


@mistake(
    of="linear",
    caught_by="test_linear_gradients",
    raises="RuntimeError",
    edit={"return y if b is None else y + b": "y = y if b is None else y + b\nreturn y.detach()"},
)
def graph_is_left():
    """No gradient flows through your linear: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""


@mistake(
    of="linear",
    caught_by="test_linear_batch_sizes",
    edit={"return y if b is None else y + b": "y = y if b is None else y + b\nreturn y.squeeze()"},
)
def single_dimensions_are_dropped():
    """You squeeze the result, so a batch of one sample loses its dimension. Return (N, out) for every N."""


@mistake(
    of="fuse",
    caught_by="test_fuse_does_what_both_do",
    raises="RuntimeError",
    edit={"l2.weight @ l1.weight": "l1.weight @ l2.weight"},
)
def weights_in_the_wrong_order():
    """You multiply the weights in the wrong order. The weight of l1 meets x first: write it on the right, next to x."""


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", edit={"l2(l1.bias)": "l2.bias"})
def first_bias_is_lost():
    """Your bias is the bias of l2 alone. Include the bias of l1 too: it goes through the weight of l2 first."""


@mistake(of="fuse", caught_by="test_fuse_square_layers", edit={"l2(l1.bias)": "l1.bias + l2.bias"})
def biases_are_added_up():
    """You add the two biases as they are. The bias of l1 goes through l2, like everything that comes out of l1:
    multiply it by the weight of l2 first."""


@mistake(of="fuse", caught_by="test_fuse_does_what_both_do", edit={"l2(l1.bias)": "l2.weight @ l1.bias"})
def second_bias_is_lost():
    """You leave out the bias of l2. Add it at the end, as it is."""


@mistake(
    of="fuse",
    caught_by="test_fuse_does_what_both_do",
    edit={
        "fused.weight.copy_(l2.weight @ l1.weight)": "weight = l2.weight @ l1.weight",
        "fused.bias.copy_(l2(l1.bias))": "bias = l2(l1.bias)",
    },
)
def results_stay_in_local_names():
    """The layer that you return still has its random weight and bias. Write the results into its parameters: a result in a
    name of its own changes no layer."""


@mistake(
    of="fuse",
    caught_by="test_fuse_does_what_both_do",
    raises="TypeError",
    edit={"fused.weight.copy_(l2.weight @ l1.weight)": "fused.weight = l2.weight @ l1.weight"},
)
def weight_is_assigned():
    """You assign a plain tensor to a parameter, which torch refuses. Keep the parameter, and change its numbers in
    place, under `torch.no_grad()`."""


@mistake(
    of="fuse",
    caught_by="test_fuse_does_what_both_do",
    raises="RuntimeError",
    edit={"torch.no_grad": "torch.enable_grad"},
)
def changed_in_place_in_the_graph():
    """You change a parameter in place while autograd records, which torch refuses. Change it under `torch.no_grad()`."""


@mistake(of="fuse", caught_by="test_fuse_leaves_its_layers")
def second_layer_is_overwritten(l1, l2):
    """You write the result into l2, which the caller still uses. Build a new layer."""
    l2.bias = nn.Parameter(l2(l1.bias).detach())
    l2.weight = nn.Parameter((l2.weight @ l1.weight).detach())
    return l2


@mistake(
    of="fuse",
    caught_by="test_fuse_leaves_its_layers",
    edit={"with": "l1.requires_grad_(False)\nl2.requires_grad_(False)\nwith"},
)
def layers_are_frozen():
    """You turn off requires_grad in l1 and l2, so the caller cannot train them any more. To avoid a graph, use
    `torch.no_grad()`, which ends by itself."""


@mistake(of="fuse", caught_by="test_fuse_returns_one_layer")
def layers_are_only_stacked(l1, l2):
    """You put the two layers one after the other. Return one layer, with one weight and one bias of its own."""
    return nn.Sequential(l1, l2)


@mistake(
    of="fuse",
    caught_by="test_fused_layer_can_be_trained",
    raises="RuntimeError",
    edit={"return fused": "return fused.requires_grad_(False)"},
)
def parameters_are_frozen():
    """The parameters of your fused layer require no gradient, so it cannot be trained. Return parameters that require a
    gradient."""


@mistake(
    of="fuse",
    caught_by="test_fuse_does_what_both_do",
    raises="RuntimeError",
    edit={"l1.in_features, l2.out_features": "l2.out_features, l1.in_features"},
)
def fused_sizes_are_swapped():
    """You give nn.Linear the outputs first. Give it the inputs first, those of l1, and then the outputs of l2."""
