"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import mlp
from torch import nn

from dlcourse.graders.authoring import mistake


def _checked(sizes, final):
    """Refuse what a good solution refuses, and return the layers."""
    mlp(sizes, final)
    return [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]


def _ending(final):
    return {None: [], "sigmoid": [nn.Sigmoid()], "softmax": [nn.Softmax(dim=-1)]}[final]


@mistake(of="mlp", caught_by="test_parameters")
def last_layer_is_missing(sizes, final=None):
    """Your network stops one layer early. Make a layer from each size to the next, up to the last size."""
    return nn.Sequential(*_checked(sizes, final)[:-1], *_ending(final))


@mistake(of="mlp", caught_by="test_parameters")
def first_size_is_repeated(sizes, final=None):
    """Your network begins with a layer from sizes[0] to sizes[0]. Begin with the layer from sizes[0] to sizes[1]."""
    layers = _checked(sizes, final)
    return nn.Sequential(nn.Linear(sizes[0], sizes[0]), *layers, *_ending(final))


@mistake(of="mlp", caught_by="test_parameters")
def layers_have_no_bias(sizes, final=None):
    """Your layers have no bias. Give each nn.Linear a bias, as it has by default."""
    _checked(sizes, final)
    layers = [nn.Linear(a, b, bias=False) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return nn.Sequential(*layers, *_ending(final))


@mistake(of="mlp", caught_by="test_parameters")
def layers_in_a_plain_list(sizes, final=None):
    """Your network keeps its layers in a plain list, where torch does not find them: it has no parameters, and nothing
    would be trained. Use nn.Sequential or nn.ModuleList."""
    layers = [*_checked(sizes, final), *_ending(final)]

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = layers

        def forward(self, X):
            for layer in self.layers:
                X = layer(X)
            return X

    return Network()


@mistake(of="mlp", caught_by="test_parameters", raises="IndexError")
def one_layer_too_many(sizes, final=None):
    """You look for the size after the last one, which does not exist. Make one layer fewer than there are sizes."""
    _checked(sizes, final)
    layers = [nn.Linear(sizes[i], sizes[i + 1]) for i in range(len(sizes))]
    return nn.Sequential(*layers, *_ending(final))


@mistake(of="mlp", caught_by="test_parameters", raises="AttributeError")
def a_list_of_layers(sizes, final=None):
    """You return a list of layers, which cannot be called and has no parameters. Make one module of it."""
    return [*_checked(sizes, final), *_ending(final)]


@mistake(of="mlp", caught_by="test_linear_layers_only")
def relu_between_the_layers(sizes, final=None):
    """There is an activation between your layers. Most networks need one, but here only linear layers are asked for.
    Remove it."""
    first, *others = _checked(sizes, final)
    return nn.Sequential(first, *(part for layer in others for part in (nn.ReLU(), layer)), *_ending(final))


@mistake(of="mlp", caught_by="test_linear_layers_only")
def relu_after_every_layer(sizes, final=None):
    """There is a ReLU after each of your layers, also after the last one, so no output is negative. Use linear layers
    only."""
    return nn.Sequential(*(part for layer in _checked(sizes, final) for part in (layer, nn.ReLU())), *_ending(final))


@mistake(of="mlp", caught_by="test_linear_layers_only")
def sigmoid_between_the_layers(sizes, final=None):
    """There is a sigmoid between your layers. Put it at the end only, and only if `final` asks for it."""
    first, *others = _checked(sizes, final)
    return nn.Sequential(first, *(part for layer in others for part in (nn.Sigmoid(), layer)), *_ending(final))


@mistake(of="mlp", caught_by="test_linear_layers_only")
def sigmoid_in_any_case(sizes, final=None):
    """Your network ends with a sigmoid for every `final`. If `final` is None, add nothing after the last layer."""
    return nn.Sequential(*_checked(sizes, final), nn.Sigmoid())


@mistake(of="mlp", caught_by="test_linear_layers_only")
def softmax_in_any_case(sizes, final=None):
    """Your network ends with a softmax for every `final`. If `final` is None, add nothing after the last layer."""
    return nn.Sequential(*_checked(sizes, final), nn.Softmax(dim=-1))


@mistake(of="mlp", caught_by="test_final_sigmoid")
def final_is_ignored(sizes, final=None):
    """Your network ends with the last linear layer for every `final`. Add what `final` asks for."""
    return nn.Sequential(*_checked(sizes, final))


@mistake(of="mlp", caught_by="test_final_sigmoid")
def finals_are_swapped(sizes, final=None):
    """You use the sigmoid for "softmax" and the softmax for "sigmoid". Swap them."""
    return mlp(sizes, {"sigmoid": "softmax", "softmax": "sigmoid"}.get(final, final))


@mistake(of="mlp", caught_by="test_final_softmax")
def softmax_over_the_samples(sizes, final=None):
    """Your softmax works down the columns, over the samples. Make the outputs of each sample, which are a row, add up
    to 1."""
    return nn.Sequential(*_checked(sizes, final), nn.Softmax(dim=0)) if final == "softmax" else mlp(sizes, final)


@mistake(of="mlp", caught_by="test_final_softmax")
def softmax_twice(sizes, final=None):
    """You apply the softmax twice, so the probabilities are too close to each other. Apply it once."""
    return nn.Sequential(mlp(sizes, final), nn.Softmax(dim=-1)) if final == "softmax" else mlp(sizes, final)


@mistake(of="mlp", caught_by="test_final_softmax")
def log_of_the_softmax(sizes, final=None):
    """Your network ends with the logarithm of the softmax. Return the probabilities themselves."""
    return nn.Sequential(*_checked(sizes, final), nn.LogSoftmax(dim=-1)) if final == "softmax" else mlp(sizes, final)


@mistake(of="mlp", caught_by="test_no_warning")
def softmax_guesses_its_dimension(sizes, final=None):
    """You let nn.Softmax guess its dimension, so it gives a warning. Say along which dimension it works."""
    return nn.Sequential(*_checked(sizes, final), nn.Softmax()) if final == "softmax" else mlp(sizes, final)


@mistake(of="mlp", caught_by="test_layers_of_equal_size")
def layers_of_equal_size_are_one(sizes, final=None):
    """You use one layer several times if sizes repeat. Make a layer for each step from one size to the next, each with
    its own weights."""
    _checked(sizes, final)
    made = {pair: nn.Linear(*pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)}
    return nn.Sequential(*(made[pair] for pair in zip(sizes[:-1], sizes[1:], strict=True)), *_ending(final))


@mistake(of="mlp", caught_by="test_layers_of_equal_size")
def layers_by_hand(sizes, final=None):
    """Your layers are not nn.Linear. They calculate the same, but code that looks for layers to initialise or to freeze
    will not find them. Use nn.Linear."""
    _checked(sizes, final)

    class Layer(nn.Module):
        def __init__(self, inputs, outputs):
            super().__init__()
            self.weight = nn.Parameter(torch.randn(outputs, inputs))
            self.bias = nn.Parameter(torch.randn(outputs))

        def forward(self, X):
            return X @ self.weight.T + self.bias

    return nn.Sequential(*(Layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)), *_ending(final))


@mistake(of="mlp", caught_by="test_single_layer")
def one_output_is_squeezed(sizes, final=None):
    """Your network squeezes its result if there is one output. Return (N, 1), a row for each sample."""
    model = mlp(sizes, final)
    return model if sizes[-1] > 1 or final else model.append(nn.Flatten(0))


@mistake(of="mlp", caught_by="test_single_layer")
def ending_in_training_only(sizes, final=None):
    """After eval(), your network leaves out what `final` asks for. Apply it in both modes."""

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(*_checked(sizes, final))
            self.ending = nn.Sequential(*_ending(final))

        def forward(self, X):
            return self.ending(self.layers(X)) if self.training else self.layers(X)

    return Network()


@mistake(of="mlp", caught_by="test_bad_values")
def only_hidden_sizes_are_looked_at(sizes, final=None):
    """You check only the sizes in the middle. Check the first and the last too: they must be at least 1."""
    if len(sizes) < 2 or any(size < 1 for size in sizes[1:-1]) or final not in (None, "sigmoid", "softmax"):
        raise ValueError(sizes, final)
    layers = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return nn.Sequential(*layers, *_ending(final))


@mistake(of="mlp", caught_by="test_bad_values")
def capitals_do_not_matter(sizes, final=None):
    """You accept "Softmax" as "softmax". Allow only None, "sigmoid" and "softmax", and raise ValueError for everything
    else."""
    return mlp(sizes, final.lower() if final else final)


@mistake(of="mlp", caught_by="test_bad_values")
def empty_final_is_none(sizes, final=None):
    """You read an empty string as None: `if final` and `not final` cannot tell them apart. Compare with None itself."""
    return mlp(sizes, final or None)


@mistake(of="mlp", caught_by="test_bad_values")
def nothing_is_refused(sizes, final=None):
    """You build a network from any arguments. Raise ValueError for too few sizes, for sizes below 1 and for an unknown
    `final`."""
    layers = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    if final == "sigmoid":
        layers.append(nn.Sigmoid())
    if final == "softmax":
        layers.append(nn.Softmax(dim=-1))
    return nn.Sequential(*layers)


@mistake(of="mlp", caught_by="test_bad_values")
def errors_are_returned(sizes, final=None):
    """You raise nothing for bad values. If you return something instead, even an error, the caller reads it as a
    network. Raise ValueError."""
    try:
        return mlp(sizes, final)
    except ValueError as error:
        return error


@mistake(of="mlp", caught_by="test_bad_values")
def bad_values_are_asserted(sizes, final=None):
    """You refuse bad values with `assert`, which raises AssertionError and can be switched off. Raise ValueError."""
    assert len(sizes) >= 2
    assert min(sizes) >= 1
    assert final in (None, "sigmoid", "softmax")
    return mlp(sizes, final)


@mistake(of="mlp", caught_by="test_bad_values")
def unknown_final_is_a_key_error(sizes, final=None):
    """An unknown `final` ends in a KeyError. Raise ValueError."""
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(sizes)
    _ending(final)
    return mlp(sizes, final)


@mistake(of="mlp", caught_by="test_bad_values")
def unknown_final_is_taken_for_none(sizes, final=None):
    """You accept an unknown `final`. Raise ValueError, so that a misspelled one is noticed."""
    return mlp(sizes, final if final in ("sigmoid", "softmax") else None)


@mistake(of="mlp", caught_by="test_bad_values")
def sizes_are_not_looked_at(sizes, final=None):
    """You do not check the sizes. Raise ValueError for fewer than two sizes, and for a size below 1."""
    mlp([1, 1], final)
    layers = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return nn.Sequential(*layers, *_ending(final))


@mistake(of="mlp", caught_by="test_bad_values")
def size_zero_is_allowed(sizes, final=None):
    """You refuse negative sizes but accept 0. Raise ValueError for 0 too: a layer has at least one input and one
    output."""
    if len(sizes) < 2 or min(sizes) < 0 or final not in (None, "sigmoid", "softmax"):
        raise ValueError(sizes, final)
    layers = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return nn.Sequential(*layers, *_ending(final))


@mistake(of="mlp", caught_by="test_every_layer_learns")
def graph_is_left(sizes, final=None):
    """Your network leaves the graph before its output, with `.detach()`, `.data` or no_grad, so nothing in it can
    learn. Keep every step in the graph."""

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = mlp(sizes, final)

        def forward(self, X):
            with torch.no_grad():
                return self.layers(X)

    return Network()


@mistake(of="mlp", caught_by="test_every_layer_learns")
def first_layer_is_frozen(sizes, final=None):
    """The first layer of your network gets no gradient: it is frozen, or the graph is cut behind it. Let every layer
    learn."""
    model = mlp(sizes, final)
    model[0].requires_grad_(False)
    return model


@mistake(of="mlp", caught_by="test_networks_are_new", raises="ValueError")
def sizes_are_used_up(sizes, final=None):
    """You remove sizes from the caller's list, so it is shorter, or empty, afterwards. Only read it."""
    model = mlp(sizes, final)
    while len(sizes) > 1:
        sizes.pop(0)
    return model


@mistake(of="mlp", caught_by="test_networks_are_new")
def weights_from_one_seed(sizes, final=None):
    """All your networks begin with the same weights, because you set a seed, or constants, in every call. Set neither:
    `torch.manual_seed` changes the random numbers of the whole program."""
    torch.manual_seed(42)
    return mlp(sizes, final)


_BUILT = {}


@mistake(of="mlp", caught_by="test_networks_are_new")
def networks_are_kept(sizes, final=None):
    """You return the same network, or the same layers, in every call. Build new ones, because the caller may train both
    networks."""
    if (tuple(sizes), final) not in _BUILT:
        _BUILT[tuple(sizes), final] = mlp(sizes, final)
    return _BUILT[tuple(sizes), final]
