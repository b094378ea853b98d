"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import mlp_within
from torch import nn

from dlcourse.graders.authoring import mistake


def network(*sizes, bias=True):
    layers = [nn.Linear(n, m, bias=bias) for n, m in zip(sizes, sizes[1:], strict=False)]
    return nn.Sequential(*layers)


def search(n_in, n_out, fits):
    for hidden in range(1, 10_000):
        if fits(hidden):
            return network(n_in, hidden, n_out)
    raise ValueError("no such network")


@mistake(of="mlp_within", caught_by="test_narrow_range")
def biases_are_not_counted(n_in, n_out, lo, hi):
    """You count too few parameters, for example only the weights. Count the biases too: every neuron has one."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + n_out) <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def one_bias_for_each_layer(n_in, n_out, lo, hi):
    """You count too few biases. Count one for every neuron, in the hidden layer and in the last layer."""
    return search(n_in, n_out, lambda h: lo <= h * n_in + 1 + n_out * h + 1 <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def last_bias_is_forgotten(n_in, n_out, lo, hi):
    """You count too few parameters; perhaps the biases of the last layer are missing. Count them too."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + 1) + n_out * h <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range", raises="ValueError")
def bounds_are_left_out(n_in, n_out, lo, hi):
    """You exclude lo and hi themselves. Include them: a network may have exactly lo or exactly hi parameters."""
    return search(n_in, n_out, lambda h: lo < h * (n_in + 1) + n_out * (h + 1) < hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def middle_of_the_range(n_in, n_out, lo, hi):
    """You compute one width by a division and do not check it. Count the parameters of this network, and try the next
    width if the count is not between lo and hi.
    """
    hidden = ((lo + hi) // 2) // (n_in + n_out + 1) + 1
    if hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, hidden, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def no_hidden_layer(n_in, n_out, lo, hi):
    """Your network has no hidden layer. Put one between inputs and outputs: a single linear layer always has the same
    size.
    """
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="RuntimeError")
def sizes_are_swapped(n_in, n_out, lo, hi):
    """Your sizes do not fit, or n_in and n_out are swapped. Let the first layer take n_in features and the last one
    return n_out.
    """
    return mlp_within(n_out, n_in, lo, hi)


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="RuntimeError")
def layers_do_not_fit(n_in, n_out, lo, hi):
    """Your sizes do not fit together. Let the first layer take n_in features, and let each layer take what the layer
    before returns.
    """
    return nn.Sequential(*reversed(mlp_within(n_in, n_out, lo, hi)))


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def lower_bound_is_ignored(n_in, n_out, lo, hi):
    """You always use the smallest network. Use one that has at least lo parameters."""
    return search(n_in, n_out, lambda h: h > hi or n_in + 1 + 2 * n_out <= hi)


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def upper_bound_is_ignored(n_in, n_out, lo, hi):
    """You check only that the network is large enough. Check too that it has at most hi parameters."""
    return network(n_in, hi, n_out)


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def bounds_count_neurons(n_in, n_out, lo, hi):
    """You use lo and hi as bounds for the number of neurons. Use them as bounds for the number of parameters."""
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, lo, n_out)


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def bounds_are_fixed(n_in, n_out, lo, hi):
    """You always return the same hidden layer. Choose its width from lo and hi."""
    return network(n_in, 8, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="TypeError")
def returns_the_sizes(n_in, n_out, lo, hi):
    """You return a list. Return the network, an nn.Module."""
    return [layer.in_features for layer in mlp_within(n_in, n_out, lo, hi)[::2]] + [n_out]


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="TypeError")
def returns_the_width(n_in, n_out, lo, hi):
    """You return a number, for example the width of the hidden layer. Return the network, an nn.Module."""
    return mlp_within(n_in, n_out, lo, hi)[0].out_features


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="TypeError")
def returns_nothing(n_in, n_out, lo, hi):
    """Your mlp_within returns nothing, even if there is a network for the range. Return the network that you have
    built.
    """
    mlp_within(n_in, n_out, lo, hi)


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="TypeError")
def class_of_an_activation(n_in, n_out, lo, hi):
    """You put the class nn.ReLU into the network. Put an object of it there: call the class, with brackets."""
    model = mlp_within(n_in, n_out, lo, hi)
    return nn.Sequential(model[0], nn.ReLU, model[-1])


@mistake(of="mlp_within", caught_by="test_hidden_layer", raises="TypeError")
def layers_in_a_list(n_in, n_out, lo, hi):
    """You give nn.Sequential a list. Give it the layers as separate arguments."""
    return nn.Sequential([*mlp_within(n_in, n_out, lo, hi)])


@mistake(of="mlp_within", caught_by="test_impossible_range")
def returns_none_if_impossible(n_in, n_out, lo, hi):
    """You do not raise an error for an impossible range: you return a network outside the range, None, or an exception
    as a value. Raise ValueError.
    """
    try:
        return mlp_within(n_in, n_out, lo, hi)
    except ValueError:
        return None


@mistake(of="mlp_within", caught_by="test_impossible_range")
def another_exception(n_in, n_out, lo, hi):
    """You raise another exception than ValueError for an impossible range. Raise ValueError, so that the caller can
    tell it from a bug.
    """
    try:
        return mlp_within(n_in, n_out, lo, hi)
    except ValueError:
        raise RuntimeError("no such network") from None


@mistake(of="mlp_within", caught_by="test_impossible_range")
def checks_only_the_order(n_in, n_out, lo, hi):
    """You raise ValueError only if lo > hi. Raise it too if the range is too small for any network with a hidden layer."""
    if lo > hi:
        raise ValueError("lo > hi")
    return search(n_in, n_out, lambda h: h * (n_in + n_out + 1) + n_out >= lo)


@mistake(of="mlp_within", caught_by="test_other_sizes", raises="ValueError")
def gives_up_early(n_in, n_out, lo, hi):
    """You try only small hidden layers. Try wider ones until the network has more than hi parameters."""
    for hidden in range(1, 100):
        if lo <= hidden * (n_in + 1) + n_out * (hidden + 1) <= hi:
            return network(n_in, hidden, n_out)
    raise ValueError("no such network")


@mistake(of="mlp_within", caught_by="test_other_sizes", raises="ValueError")
def starts_at_two(n_in, n_out, lo, hi):
    """You never try a hidden layer of one neuron. Start with it: it is the smallest one."""
    for hidden in range(2, hi):
        if lo <= hidden * (n_in + 1) + n_out * (hidden + 1) <= hi:
            return network(n_in, hidden, n_out)
    raise ValueError("no such network")


@mistake(of="mlp_within", caught_by="test_impossible_range")
def swaps_the_bounds(n_in, n_out, lo, hi):
    """You raise no error if lo > hi. Raise ValueError: such a range contains no number."""
    return mlp_within(n_in, n_out, min(lo, hi), max(lo, hi))


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter", raises="ValueError")
def upper_bound_is_left_out(n_in, n_out, lo, hi):
    """You exclude hi itself. Include it: a network may have exactly hi parameters."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + 1) + n_out * (h + 1) < hi)


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter")
def widest_below_the_upper_bound(n_in, n_out, lo, hi):
    """You take the widest network that hi allows, and do not check that it has at least lo parameters. Raise ValueError
    if it has fewer.
    """
    hidden = (hi - n_out) // (n_in + n_out + 1)
    if lo > hi or hidden < 1:
        raise ValueError("no such network")
    return network(n_in, hidden, n_out)


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter")
def narrowest_above_the_lower_bound(n_in, n_out, lo, hi):
    """You take the first network with at least lo parameters, and do not check that it has at most hi. Raise ValueError
    if it has more.
    """
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return search(n_in, n_out, lambda h: h * (n_in + 1) + n_out * (h + 1) >= lo)


@mistake(of="mlp_within", caught_by="test_other_sizes", raises="ValueError")
def lower_bound_must_be_positive(n_in, n_out, lo, hi):
    """You refuse a range that starts at 0. Accept it: raise ValueError only for an impossible range."""
    if min(n_in, n_out, lo, hi) <= 0:
        raise ValueError("must be positive")
    return mlp_within(n_in, n_out, lo, hi)


@mistake(of="mlp_within", caught_by="test_other_sizes")
def single_output_is_squeezed(n_in, n_out, lo, hi):
    """For one output, your network returns the shape (N,). Return (N, n_out) for n_out = 1 too: keep the last
    dimension.
    """
    model = mlp_within(n_in, n_out, lo, hi)
    return nn.Sequential(*model, nn.Flatten(0)) if n_out == 1 else model
