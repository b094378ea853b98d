"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import mlp
from torch import nn

from dlcourse.graders.authoring import mistake, survives

survives(
    "endings = {None: [], 'sigmoid': [nn.Sigmoid()], 'softmax': [nn.Softmax(dim=-1)]} -> "
    "endings = {None: [], 'sigmoid': [nn.Sigmoid()], 'softmax': [nn.Softmax(dim=1)]}",
    because="X has two dimensions, so 1 is the last one",
)


@mistake(caught_by="test_parameters", edit={"len(sizes) - 1": "len(sizes) - 2"})
def last_layer_is_missing():
    """Your network stops one layer early. Make a layer from each size to the next, up to the last size."""


@mistake(caught_by="test_parameters", edit={"len(sizes) - 1": "len(sizes)"}, raises="IndexError")
def one_layer_too_many():
    """You look for the size after the last one, which does not exist. Make one layer fewer than there are sizes."""


@mistake(caught_by="test_parameters", edit={"sizes[i], sizes[i + 1]": "sizes[i + 1], sizes[i]"})
def inputs_and_outputs_are_swapped():
    """You swap the inputs and the outputs of each layer. Give nn.Linear the inputs first: sizes[i], then sizes[i + 1]."""


@mistake(caught_by="test_parameters", edit={"sizes[i + 1])": "sizes[i + 1], bias=False)"})
def layers_have_no_bias():
    """Your layers have no bias. Give each nn.Linear a bias, as it has by default."""


@mistake(caught_by="test_parameters")
def layers_in_a_plain_list(sizes, final=None):
    """Your network keeps its layers in a plain list, where torch does not find them: it has no parameters, and nothing
    would be trained. Use nn.Sequential or nn.ModuleList.
    """

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = list(mlp(sizes, final))

        def forward(self, X):
            for layer in self.layers:
                X = layer(X)
            return X

    return Network()


@mistake(
    caught_by="test_parameters",
    edit={"nn.Sequential(*layers, *endings[final])": "[*layers, *endings[final]]"},
    raises="AttributeError",
)
def a_list_of_layers():
    """You return a list of layers, which cannot be called and has no parameters. Make one module of it."""


@mistake(
    caught_by="test_linear_layers_only",
    edit={"return": "layers = [part for layer in layers for part in (layer, nn.ReLU())][:-1]\nreturn"},
)
def relu_between_the_layers():
    """There is an activation between your layers, such as ReLU or a sigmoid. Most networks need one, but here only linear
    layers are asked for: remove it.
    """


@mistake(
    caught_by="test_linear_layers_only",
    base="relu_between_the_layers",
    edit={"nn.ReLU()": "nn.Sigmoid()"},
    like="relu_between_the_layers",
)
def sigmoid_between_the_layers(): ...


@mistake(caught_by="test_linear_layers_only", base="relu_between_the_layers", edit={"[:-1]": ""})
def relu_after_every_layer():
    """There is a ReLU after each of your layers, also after the last one, so no output is negative. Use linear layers
    only.
    """


@mistake(caught_by="test_linear_layers_only", edit={"endings[final]": 'endings["sigmoid"]'})
def sigmoid_in_any_case():
    """Your network ends with a sigmoid for every `final`. If `final` is None, add nothing after the last layer."""


@mistake(caught_by="test_linear_layers_only", edit={"endings[final]": 'endings["softmax"]'})
def softmax_in_any_case():
    """Your network ends with a softmax for every `final`. If `final` is None, add nothing after the last layer."""


@mistake(caught_by="test_final_sigmoid", edit={", *endings[final]": ""})
def final_is_ignored():
    """Your network ends with the last linear layer for every `final`. Add what `final` asks for."""


@mistake(caught_by="test_final_softmax", edit={"dim=-1": "dim=0"})
def softmax_over_the_samples():
    """Your softmax works down the columns, over the samples. Make the outputs of each sample, which are a row, add up
    to 1.
    """


@mistake(caught_by="test_final_softmax", edit={"nn.Softmax": "nn.LogSoftmax"})
def log_of_the_softmax():
    """Your network ends with the logarithm of the softmax. Return the probabilities themselves."""


@mistake(caught_by="test_no_warning", edit={"dim=-1": ""})
def softmax_guesses_its_dimension():
    """You let nn.Softmax guess its dimension, so it gives a warning. Say along which dimension it works."""


@mistake(
    caught_by="test_layers_of_equal_size",
    edit={
        "layers = [nn.Linear(sizes[i], sizes[i + 1])": "made = {}\n"
        "layers = [made.setdefault(str(sizes[i : i + 2]), nn.Linear(sizes[i], sizes[i + 1]))"
    },
)
def layers_of_equal_size_are_one():
    """You use one layer several times if sizes repeat. Make a layer for each step from one size to the next, each with
    its own weights.
    """


@mistake(
    caught_by="test_single_layer",
    edit={"*endings[final]": "*endings[final], *([nn.Flatten(0)] if sizes[-1] == 1 else [])"},
)
def one_output_is_squeezed():
    """Your network squeezes its result if there is one output. Return (N, 1), a row for each sample."""


@mistake(
    caught_by="test_bad_values",
    edit={
        "len(sizes) < 2 or min(sizes) < 1": "False",
        "final not in endings": "False",
        "endings[final]": "endings.get(final, [])",
    },
)
def nothing_is_refused():
    """You build a network from any arguments. Raise ValueError for too few sizes, for sizes below 1 and for an unknown
    `final`.
    """


@mistake(caught_by="test_bad_values", edit={"len(sizes) < 2 or min(sizes) < 1": "False"})
def sizes_are_not_checked():
    """You do not check the sizes. Raise ValueError for fewer than two sizes, and for a size below 1."""


@mistake(caught_by="test_bad_values", edit={"min(sizes) < 1": "min(sizes) < 0"})
def size_zero_is_allowed():
    """You refuse negative sizes but accept 0. Raise ValueError for 0 too: a layer has at least one input and one
    output.
    """


@mistake(caught_by="test_bad_values", edit={"final not in endings": "False"})
def unknown_final_is_a_key_error():
    """An unknown `final` ends in a KeyError. Raise ValueError."""


@mistake(
    caught_by="test_bad_values",
    base="unknown_final_is_a_key_error",
    edit={"endings[final]": "endings.get(final, [])"},
)
def unknown_final_is_read_as_none():
    """You accept an unknown `final`. Raise ValueError, so that a misspelled one is noticed."""


@mistake(
    caught_by="test_bad_values",
    edit={"final not in endings": "final and final not in endings", "endings[final]": "endings[final or None]"},
)
def empty_final_is_none():
    """You read an empty string as None: `if final` and `not final` cannot tell them apart. Compare with None itself."""


@mistake(
    caught_by="test_bad_values",
    edit={'raise ValueError(f"at': 'return ValueError(f"at', 'raise ValueError(f"final': 'return ValueError(f"final'},
)
def errors_are_returned():
    """You raise nothing for bad values. If you return something instead, even an error, the caller reads it as a
    network: raise ValueError.
    """


@mistake(caught_by="test_every_layer_learns", edit={"return": "layers[0].requires_grad_(False)\nreturn"})
def first_layer_is_frozen():
    """The first layer of your network gets no gradient: it is frozen, or the graph is cut behind it. Let every layer
    learn.
    """


@mistake(caught_by="test_networks_are_new", edit={"return": "del sizes[:-1]\nreturn"}, raises="ValueError")
def sizes_are_used_up():
    """You remove sizes from the caller's list, so it is shorter, or empty, afterwards. Only read it."""


@mistake(caught_by="test_networks_are_new", edit={"layers = ": "import torch\ntorch.manual_seed(42)\nlayers = "})
def weights_from_one_seed():
    """All your networks begin with the same weights, because you set a seed, or constants, in every call. Set neither:
    `torch.manual_seed` changes the random numbers of the whole program.
    """


@mistake(
    caught_by="test_final_sigmoid",
    edit={
        "return nn.Sequential(*layers, *endings[final])": "layers = [part for layer in layers for part in (layer, *endings[final])]\n"
        "return nn.Sequential(*layers)"
    },
)
def final_after_every_layer():
    """You put the final function after every layer. Put it after the last one only: behind the loop."""


@mistake(
    caught_by="test_final_sigmoid",
    edit={
        "return nn.Sequential(*layers, *endings[final])": 'if final == "sigmoid":\n'
        "    layers = [part for layer in layers for part in (layer, nn.Sigmoid())][:-1]\n"
        "return nn.Sequential(*layers, *endings[final])"
    },
)
def sigmoid_after_every_layer():
    """With final="sigmoid" you put a sigmoid after every layer. Put one after the last layer only, behind the loop."""


@mistake(
    caught_by="test_parameters",
    edit={"[nn.Linear(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]": "[nn.Linear(sizes[-2], sizes[-1])]"},
)
def only_the_last_layer():
    """Your network has only its last layer, because each turn of the loop replaces the one before. Add each layer to the
    list, with `append()`."""


@mistake(caught_by="test_parameters", edit={"nn.Sequential(*layers, *endings[final])": "nn.Sequential(layers[0])"})
def returns_in_the_loop():
    """Your network ends after its first layer, because `return` stands inside the loop. Move it behind the loop."""
