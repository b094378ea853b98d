"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives("if count > hi -> if count >= hi", because="a network of exactly hi parameters has been returned before")
survives("if count > hi -> pass", because="the search only takes longer: wider networks are too large too")


@mistake(caught_by="test_narrow_range", edit={"(n_in + 1)": "n_in", "(hidden + 1)": "hidden"})
def biases_are_not_counted():
    """You count too few parameters, for example only the weights. Count a bias for every neuron, in the hidden layer
    and in the last layer."""


@mistake(caught_by="test_narrow_range", edit={"(n_in + 1)": "n_in"}, like="biases_are_not_counted")
def hidden_biases_are_not_counted(): ...


@mistake(caught_by="test_narrow_range", edit={"(hidden + 1)": "hidden"}, like="biases_are_not_counted")
def last_biases_are_not_counted(): ...


@mistake(caught_by="test_narrow_range", raises="ValueError", edit={"lo <= count <= hi": "lo < count < hi"})
def bounds_are_left_out():
    """You exclude lo or hi. Include both: a network may have exactly lo or exactly hi parameters."""


@mistake(caught_by="test_narrow_range", raises="ValueError", edit={"lo <=": "lo <"}, like="bounds_are_left_out")
def lower_bound_is_left_out(): ...


@mistake(caught_by="test_bounds_to_the_letter", raises="ValueError", edit={"<= hi": "< hi"}, like="bounds_are_left_out")
def upper_bound_is_left_out(): ...


@mistake(
    caught_by="test_narrow_range",
    edit={"range(1, hi)": "[(lo + hi) // 2 // (n_in + n_out + 1) + 1]", "lo <= count <= hi": "hi >= n_in + n_out"},
)
def middle_of_the_range():
    """You compute one width by a division and do not check it. Count the parameters of this network, and try the next
    width if the count is not between lo and hi."""


@mistake(
    caught_by="test_hidden_layer",
    edit={"nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out)": "nn.Linear(n_in, n_out)"},
)
def no_hidden_layer():
    """Your network has no hidden layer. Put one between inputs and outputs: a single linear layer always has the same
    size."""


@mistake(caught_by="test_hidden_layer", edit={" nn.ReLU(),": ""})
def no_activation():
    """No activation is between your linear layers, so the two compute no more than one. Put one, such as nn.ReLU(), after
    the hidden layer."""


@mistake(
    caught_by="test_hidden_layer",
    edit={"nn.Linear(n_in, hidden), nn.ReLU()": "nn.ReLU(), nn.Linear(n_in, hidden)"},
    like="no_activation",
)
def activation_of_the_inputs(): ...


@mistake(
    caught_by="test_hidden_layer", raises="RuntimeError", edit={"nn.Linear(n_in, hidden)": "nn.Linear(hidden, n_in)"}
)
def layers_do_not_fit():
    """Your sizes do not fit together. Let the first layer take n_in features, and let each layer take what the layer
    before returns."""


@mistake(caught_by="test_size_in_a_range", edit={"lo <= count": "count"})
def lower_bound_is_ignored():
    """You always use the smallest network. Use one that has at least lo parameters."""


@mistake(caught_by="test_impossible_range", edit={"lo <= count <= hi": "lo <= count"})
def upper_bound_is_ignored():
    """You take the first network with at least lo parameters, and do not check that it has at most hi. Raise ValueError
    if it has more."""


@mistake(
    caught_by="test_impossible_range",
    edit={"range(1, hi)": "[(hi - n_out) // (n_in + n_out + 1)]", "lo <= count <= hi": "lo <= hi and hidden > 0"},
)
def widest_below_the_upper_bound():
    """You take the widest network that hi allows, and do not check that it has at least lo parameters. Raise ValueError
    if it has fewer."""


@mistake(
    caught_by="test_size_in_a_range", edit={"range(1, hi)": "range(lo, hi)", "lo <= count <= hi": "hi >= n_in + n_out"}
)
def bounds_count_neurons():
    """You use lo and hi as bounds for the number of neurons. Use them as bounds for the number of parameters."""


@mistake(
    caught_by="test_hidden_layer",
    raises="TypeError",
    edit={"nn.Sequential(nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out))": "hidden"},
)
def returns_the_width():
    """You return a number, for example the width of the hidden layer. Return the network, an nn.Module."""


@mistake(caught_by="test_hidden_layer", raises="TypeError", edit={"nn.ReLU()": "nn.ReLU"})
def class_of_an_activation():
    """You put the class nn.ReLU into the network. Put an object of it there: call the class, with brackets."""


@mistake(
    caught_by="test_hidden_layer",
    raises="TypeError",
    edit={
        "nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out)": "[nn.Linear(n_in, hidden), nn.ReLU(), "
        "nn.Linear(hidden, n_out)]"
    },
)
def layers_in_a_list():
    """You give nn.Sequential a list. Give it the layers as separate arguments."""


@mistake(caught_by="test_impossible_range", edit={"raise": "return"})
def returns_none_if_impossible():
    """You do not raise an error for an impossible range: you return a network outside the range, None, or an exception
    as a value. Raise ValueError."""


@mistake(caught_by="test_impossible_range", edit={"ValueError": "RuntimeError"})
def another_exception():
    """You raise another exception than ValueError for an impossible range. Raise ValueError, so that the caller can
    tell it from a bug."""


@mistake(caught_by="test_impossible_range", edit={"for hidden": "lo, hi = min(lo, hi), max(lo, hi)\nfor hidden"})
def swaps_the_bounds():
    """You raise no error if lo > hi. Raise ValueError: such a range contains no number."""


@mistake(caught_by="test_other_sizes", raises="ValueError", edit={"range(1, hi)": "range(1, 100)"})
def gives_up_early():
    """You try only small hidden layers. Try wider ones until the network has more than hi parameters."""


@mistake(caught_by="test_other_sizes", raises="ValueError", edit={"range(1, hi)": "range(2, hi)"})
def starts_at_two():
    """You never try a hidden layer of one neuron. Start with it: it is the smallest one."""


@mistake(
    caught_by="test_other_sizes",
    raises="ValueError",
    edit={"for hidden": "if lo <= 0:\n    raise ValueError\nfor hidden"},
)
def lower_bound_must_be_positive():
    """You refuse a range that starts at 0. Accept it: raise ValueError only for an impossible range."""


@mistake(
    caught_by="test_hidden_layer",
    edit={"nn.ReLU(), nn.Linear(hidden, n_out)": "nn.Linear(hidden, n_out), nn.ReLU()"},
)
def activation_at_the_end():
    """Your activation is behind the last layer, so the two linear layers compute no more than one. Put it between them, after
    the hidden layer."""


@mistake(caught_by="test_size_in_a_range", edit={"nn.Linear(hidden, n_out)": "nn.Linear(n_in, n_out)"})
def last_layer_takes_the_inputs():
    """Your last layer takes n_in features, but the hidden layer returns as many as it is wide. Give both the same width."""
