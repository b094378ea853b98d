from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many parameters does a network 8-h-2 have, for h = 1, 2, 3, …?",
        "Choose a width of the hidden layer for which the count lies between lo and hi.",
        "Look up how many parameters an nn.Linear has, with its biases, in parameter_count.py.",
    ],
)
def test_size_in_a_range(in_a_range):
    """mlp_within returns a network with at least lo and at most hi parameters, for small and large lo."""
    for numbers, count in zip(in_a_range.inputs["ranges"], in_a_range["parameters"], strict=True):
        n_in, n_out, lo, hi = numbers
        call = f"mlp_within({n_in}, {n_out}, {lo}, {hi})"
        assert lo <= count <= hi, f"The network of {call} has {count} parameters instead of {lo} to {hi}."


@check(
    points=0.25,
    hints=[
        "How many inputs and outputs does your network have, and is there a layer between the first and the last one?",
        "The first layer takes n_in features, the last one returns n_out, and a hidden layer is between them.",
        "Look up nn.Sequential, and which sizes of two nn.Linear in a row must be equal.",
    ],
)
def test_hidden_layer(forward):
    """The network has a hidden layer, takes n_in features and returns n_out outputs."""
    assert_matches(forward)


@check(
    points=0.5,
    hints=[
        "Which widths of the hidden layer are possible, and does your count agree with the size of the network?",
        "Count the weights and the biases of both layers; lo and hi themselves are allowed.",
        "Look up the formula at the top of the file, and the difference between < and <=.",
    ],
    needs=["test_size_in_a_range"],
)
def test_narrow_range(in_a_narrow_range):
    """mlp_within finds the only possible width for a narrow range."""
    run = in_a_narrow_range
    count, lo, hi = run["parameters"], run.inputs["lo"], run.inputs["hi"]
    assert lo <= count <= hi, f"The network has {count} parameters instead of {lo} to {hi}."


@check(
    points=0.25,
    hints=[
        "What does your function do if it finds no network?",
        "For some ranges there is no network: one is too small, another contains no number. Tell the caller.",
        "Look up the raise statement.",
    ],
    needs=["test_size_in_a_range"],
)
def test_impossible_range(impossible):
    """mlp_within raises ValueError for an impossible range."""
    for call, why in (
        ("mlp_within(8, 2, 1, 9)", "1 to 9 is too few"),
        ("mlp_within(8, 2, 120, 60)", "120 is above 60"),
    ):
        raised = impossible[call]
        what = f"raised {raised}" if raised else "raised no error"
        assert raised == "ValueError", f"{call} {what}; it must raise ValueError, because {why}."
