from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many parameters does a network 8-h-2 have, for h = 1, 2, 3, …?",
        "Choose a width for the hidden layer whose count lies between lo and hi.",
        "Look up how many parameters an nn.Linear has, its biases included, in parameter_count.py.",
    ],
)
def test_size_in_a_range(in_a_range):
    """mlp_within(8, 2, 60, 120) has 60 to 120 parameters."""
    count = in_a_range["parameters"]
    assert 60 <= count <= 120, f"The network has {count} parameters instead of 60 to 120."


@check(
    points=0.25,
    hints=[
        "How wide are the first and the last layer, and is there anything in between?",
        "The first layer takes n_in features, the last one returns n_out; a hidden layer stands between the two.",
        "Look up nn.Sequential, and which sizes of neighbouring nn.Linear layers must agree.",
    ],
)
def test_hidden_layer(forward):
    """The network has a hidden layer, and makes 2 outputs of 8 features."""
    assert_matches(forward)


@check(
    points=0.5,
    hints=[
        "Which widths of the hidden layer meet the range, and does your count agree with that of the network?",
        "Count the weights and the biases of both layers; lo and hi themselves are allowed.",
        "Look up the formula in the head of the file, and the difference between < and <=.",
    ],
)
def test_narrow_range(in_a_narrow_range):
    """mlp_within finds the one width that fits a narrow range."""
    run = in_a_narrow_range
    count, lo, hi = run["parameters"], run.inputs["lo"], run.inputs["hi"]
    assert lo <= count <= hi, f"The network has {count} parameters instead of {lo} to {hi}."


@check(
    points=0.25,
    hints=[
        "What does your function do if it finds no network?",
        "Some ranges hold no network: one ends too early, another holds no number at all. The caller must hear of it.",
        "Look up the raise statement.",
    ],
)
def test_impossible_range(impossible):
    """mlp_within raises ValueError for a range that no network meets."""
    for call, why in (
        ("mlp_within(8, 2, 1, 9)", "1 to 9 is too few"),
        ("mlp_within(8, 2, 120, 60)", "120 is above 60"),
    ):
        raised = impossible[call]
        what = f"raised {raised}" if raised else "raised no error"
        assert raised == "ValueError", f"{call} {what}; it must raise ValueError, since {why}."
