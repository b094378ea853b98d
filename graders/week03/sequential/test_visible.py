from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many layers does a network with three sizes have?",
        "One fewer than sizes: each layer leads from one size to the next, and has a bias for each of its outputs.",
        "Look up nn.Linear and nn.Sequential, and zip in Python.",
    ],
)
def test_parameters(parameters):
    """mlp makes a layer from each size to the next, with a weight and a bias."""
    assert_matches(parameters)


@check(
    points=0.5,
    hints=[
        "What may the outputs of the network be if final is None?",
        "Any number: nothing stands between the layers, and nothing follows the last one.",
        "Look up the order in which nn.Sequential calls its layers, and what they do to negative numbers.",
    ],
)
def test_linear_layers_only(nothing_at_the_end):
    """Without a final, the network has linear layers one after the other, and nothing else."""
    assert_matches(nothing_at_the_end, atol=1e-4)


@check(
    points=0.25,
    hints=[
        "Which function turns any number into a probability?",
        "A sigmoid follows the last layer, and only the last one.",
        "Look up nn.Sigmoid.",
    ],
    hints_for={
        "error": "final is a text: make the layer that it names, and put it behind the others.",
    },
)
def test_final_sigmoid(sigmoid_at_the_end):
    """With final="sigmoid", a sigmoid follows the last layer."""
    assert_matches(sigmoid_at_the_end)


@check(
    points=0.25,
    hints=[
        "Over which dimension do the probabilities of one sample add up to 1?",
        "A row is a sample and a column is a class, so the softmax goes along each row.",
        "Look up nn.Softmax and its argument dim.",
    ],
    hints_for={
        "error": "final is a text: make the layer that it names, and put it behind the others.",
    },
)
def test_final_softmax(softmax_at_the_end):
    """With final="softmax", the outputs of each sample are probabilities that add up to 1."""
    assert_matches(softmax_at_the_end)


@check(
    points=0.25,
    hints=[
        "Does torch have to guess anything about your network?",
        "A softmax without a dimension guesses one from the shape, and warns.",
        "Look up the argument of nn.Softmax.",
    ],
    needs=["test_final_softmax"],
)
def test_no_warning(warnings_given):
    """The network with a softmax gives no warning."""
    assert_matches(warnings_given)


@check(
    points=0.25,
    hints=[
        "Are two layers of the same size one layer?",
        "No: each has its own weights. A layer that is in the list twice is one layer, used twice.",
        "Look up what [layer] * 2 holds in Python.",
    ],
)
def test_layers_of_equal_size(equal_sizes):
    """Layers of the same size are different nn.Linear layers, each with its own parameters."""
    assert_matches(equal_sizes)


@check(
    points=0.25,
    hints=[
        "What does your function do with sizes or a final that make no network?",
        "Check the arguments before you build anything, and refuse bad ones.",
        "Look up raise in Python, and ValueError.",
    ],
    needs=["test_parameters"],
)
def test_bad_values(bad_values):
    """mlp raises ValueError for too few sizes, a size below 1 and an unknown final."""
    for call in bad_values.expected:
        error = bad_values[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"
