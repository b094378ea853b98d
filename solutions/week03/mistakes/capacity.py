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
    """You count too few parameters, the weights alone for example. Every neuron has a bias too, so the network is larger than you think."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + n_out) <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def one_bias_for_each_layer(n_in, n_out, lo, hi):
    """You count too few biases. Every neuron has its own, in the hidden layer and in the last one."""
    return search(n_in, n_out, lambda h: lo <= h * n_in + 1 + n_out * h + 1 <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def last_bias_is_forgotten(n_in, n_out, lo, hi):
    """You count too few parameters, perhaps not the biases of the last layer. Its neurons have them too."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + 1) + n_out * h <= hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def bounds_are_left_out(n_in, n_out, lo, hi):
    """You leave the bounds themselves out. A network with exactly lo or hi parameters is allowed."""
    return search(n_in, n_out, lambda h: lo < h * (n_in + 1) + n_out * (h + 1) < hi)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def middle_of_the_range(n_in, n_out, lo, hi):
    """You compute one width by a division and take it without looking. Count the parameters of what you build, and try the next width if they do not fit."""
    hidden = ((lo + hi) // 2) // (n_in + n_out + 1) + 1
    if hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, hidden, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def no_hidden_layer(n_in, n_out, lo, hi):
    """Your network has no hidden layer: a single linear layer always has the same size. Put another one in between."""
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def sizes_are_swapped(n_in, n_out, lo, hi):
    """The sizes do not fit, or the network goes the wrong way: the first layer takes n_in features, and the last one returns n_out."""
    return mlp_within(n_out, n_in, lo, hi)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def layers_do_not_fit(n_in, n_out, lo, hi):
    """The sizes do not fit together: the first layer takes n_in features, and what one layer returns, the next one must take."""
    return nn.Sequential(*reversed(mlp_within(n_in, n_out, lo, hi)))


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def lower_bound_is_ignored(n_in, n_out, lo, hi):
    """You take the smallest network, whatever lo says. It must have at least lo parameters."""
    return search(n_in, n_out, lambda h: h > hi or n_in + 1 + 2 * n_out <= hi)


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def upper_bound_is_ignored(n_in, n_out, lo, hi):
    """You ask only whether the network is large enough. It must have at most hi parameters too."""
    return network(n_in, hi, n_out)


@mistake(of="mlp_within", caught_by="test_size_in_a_range")
def bounds_count_neurons(n_in, n_out, lo, hi):
    """You take lo and hi for the number of neurons. They bound the number of parameters."""
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return network(n_in, lo, n_out)


@mistake(of="mlp_within", caught_by="test_narrow_range")
def bounds_are_fixed(n_in, n_out, lo, hi):
    """You always return the same hidden layer. Choose its width by lo and hi."""
    return network(n_in, 8, n_out)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def returns_the_sizes(n_in, n_out, lo, hi):
    """You return a list. Return the network, an nn.Module."""
    return [layer.in_features for layer in mlp_within(n_in, n_out, lo, hi)[::2]] + [n_out]


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def returns_the_width(n_in, n_out, lo, hi):
    """You return a number, the width of the hidden layer for example. Return the network, an nn.Module."""
    return mlp_within(n_in, n_out, lo, hi)[0].out_features


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def returns_nothing(n_in, n_out, lo, hi):
    """Your mlp_within returns nothing, even where a network fits. Return the network that you have built."""
    mlp_within(n_in, n_out, lo, hi)


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def class_of_an_activation(n_in, n_out, lo, hi):
    """You put nn.ReLU itself into the network, which is a class. A layer is an object of it: a class makes one when it is called, with brackets."""
    model = mlp_within(n_in, n_out, lo, hi)
    return nn.Sequential(model[0], nn.ReLU, model[-1])


@mistake(of="mlp_within", caught_by="test_hidden_layer")
def layers_in_a_list(n_in, n_out, lo, hi):
    """You give nn.Sequential a list. It takes the layers themselves, one after the other."""
    return nn.Sequential([*mlp_within(n_in, n_out, lo, hi)])


@mistake(of="mlp_within", caught_by="test_impossible_range")
def returns_none_if_impossible(n_in, n_out, lo, hi):
    """Nothing is raised for a range that no network meets: you return something, a network outside of it, None, or an exception as a value. Raise ValueError."""
    try:
        return mlp_within(n_in, n_out, lo, hi)
    except ValueError:
        return None


@mistake(of="mlp_within", caught_by="test_impossible_range")
def another_exception(n_in, n_out, lo, hi):
    """You raise another exception for a range that no network meets. Raise ValueError: the caller can then tell it from a bug."""
    try:
        return mlp_within(n_in, n_out, lo, hi)
    except ValueError:
        raise RuntimeError("no such network") from None


@mistake(of="mlp_within", caught_by="test_impossible_range")
def checks_only_the_order(n_in, n_out, lo, hi):
    """You raise ValueError where lo > hi only. A range can also be too small for any network with a hidden layer."""
    if lo > hi:
        raise ValueError("lo > hi")
    return search(n_in, n_out, lambda h: h * (n_in + n_out + 1) + n_out >= lo)


@mistake(of="mlp_within", caught_by="test_other_sizes")
def gives_up_early(n_in, n_out, lo, hi):
    """You try only small hidden layers. Go on until the network is larger than hi."""
    for hidden in range(1, 100):
        if lo <= hidden * (n_in + 1) + n_out * (hidden + 1) <= hi:
            return network(n_in, hidden, n_out)
    raise ValueError("no such network")


@mistake(of="mlp_within", caught_by="test_other_sizes")
def starts_at_two(n_in, n_out, lo, hi):
    """You never try a hidden layer of one neuron, the smallest there is."""
    for hidden in range(2, hi):
        if lo <= hidden * (n_in + 1) + n_out * (hidden + 1) <= hi:
            return network(n_in, hidden, n_out)
    raise ValueError("no such network")


@mistake(of="mlp_within", caught_by="test_impossible_range")
def swaps_the_bounds(n_in, n_out, lo, hi):
    """You raise nothing where lo > hi. Such a range holds no number: raise ValueError."""
    return mlp_within(n_in, n_out, min(lo, hi), max(lo, hi))


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter")
def upper_bound_is_left_out(n_in, n_out, lo, hi):
    """You leave the upper bound out. A network with exactly hi parameters is allowed."""
    return search(n_in, n_out, lambda h: lo <= h * (n_in + 1) + n_out * (h + 1) < hi)


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter")
def widest_below_the_upper_bound(n_in, n_out, lo, hi):
    """You take the widest network below hi, and do not ask whether it has lo parameters. Where none fits, raise ValueError."""
    hidden = (hi - n_out) // (n_in + n_out + 1)
    if lo > hi or hidden < 1:
        raise ValueError("no such network")
    return network(n_in, hidden, n_out)


@mistake(of="mlp_within", caught_by="test_bounds_to_the_letter")
def narrowest_above_the_lower_bound(n_in, n_out, lo, hi):
    """You take the first network with lo parameters, and do not ask whether it has more than hi. Where none fits, raise ValueError."""
    if lo > hi or hi < n_in + n_out:
        raise ValueError("no such network")
    return search(n_in, n_out, lambda h: h * (n_in + 1) + n_out * (h + 1) >= lo)


@mistake(of="mlp_within", caught_by="test_other_sizes")
def lower_bound_must_be_positive(n_in, n_out, lo, hi):
    """You refuse a range that begins at 0. A network can have 0 parameters or more as well as 1 or more: refuse only what no network meets."""
    if min(n_in, n_out, lo, hi) <= 0:
        raise ValueError("must be positive")
    return mlp_within(n_in, n_out, lo, hi)


@mistake(of="mlp_within", caught_by="test_other_sizes")
def single_output_is_squeezed(n_in, n_out, lo, hi):
    """For one output, your network returns the shape (N,). Its batches of outputs are (N, n_out), for n_out = 1 too: leave the last dimension in place."""
    model = mlp_within(n_in, n_out, lo, hi)
    return nn.Sequential(*model, nn.Flatten(0)) if n_out == 1 else model
