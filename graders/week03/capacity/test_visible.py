import numpy as np

from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many parameters does a network 8-h-2 have, for h = 1, 2, 3, …?",
        "Choose a width of the hidden layer for which the count lies between lo and hi.",
        "Look up how many parameters an nn.Linear has, with its biases, in parameter_count.py.",
    ],
    hints_for={
        "error": "A width is a whole number: divide with //. And ValueError comes after the loop, if no width fits.",
    },
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
        "The first layer takes n_in features, the last one returns n_out, and a hidden layer with an activation is between "
        "them.",
        "Look up nn.Sequential, and which sizes of two nn.Linear in a row must be equal.",
    ],
    hints_for={
        "error": "A width is a whole number: divide with //. And ValueError comes after the loop, if no width fits.",
    },
)
def test_hidden_layer(forward, halfway, slopes):
    """The network has a hidden layer with an activation, takes n_in features and returns n_out outputs."""
    assert_matches(forward)
    outputs, shape = halfway["outputs of X, Z and (X + Z) / 2"], (3, len(halfway.inputs["X"]), halfway.inputs["n_out"])
    assert outputs.shape == shape, (
        f"The outputs of the three batches have the shape {outputs.shape} instead of {shape}."
    )
    of_X, of_Z, of_the_mean = outputs.astype(float)
    change, bend = np.abs(of_X - of_Z).max(), np.abs(of_the_mean - (of_X + of_Z) / 2).max()
    hardly_changes = change <= 0.01 * np.abs(outputs).max()  # as a very deep network, before it has learned
    assert hardly_changes or bend > 1e-4 * change, (
        "The output of (X + Z) / 2 is the mean of the outputs of X and Z, as in a single linear layer: is an activation "
        "between your linear layers?"
    )
    gradients, (n_out, n_in) = slopes["slopes"].astype(float), (slopes.inputs["n_out"], slopes.inputs["n_in"])
    shape = (n_out, 4 * len(slopes.inputs["X"]), n_in)
    assert gradients.shape == shape, f"The slopes have the shape {gradients.shape} instead of {shape}."
    assert np.isfinite(gradients).all(), "Some slopes are nan or inf."
    each_in_one_direction = [directions(rows) == 1 for rows in gradients]
    assert not all(each_in_one_direction) or directions(gradients.reshape(-1, gradients.shape[-1])) == 1, (
        "Each output changes in one direction only, as if one linear layer computed it, with an activation behind it: is an "
        "activation between your linear layers?"
    )


def directions(gradients):
    """Return 1 if all gradients, one in each row, have the same direction or the opposite one; 2 if not. Rows of 0 have
    none; 0 if there are fewer than two others.
    """
    lengths = np.linalg.norm(gradients, axis=1)
    unit = gradients[lengths > 0] / lengths[lengths > 0, None]
    if len(unit) < 2:
        return 0
    return 1 if np.abs(unit @ unit[0]).min() > 1 - 1e-5 else 2


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
def test_impossible_range(impossible, in_a_gap):
    """mlp_within raises ValueError for an impossible range, and never returns a network outside the range."""
    for call, why in (
        ("mlp_within(8, 2, 1, 9)", "1 to 9 is too few"),
        ("mlp_within(8, 2, 120, 60)", "120 is above 60"),
    ):
        raised = impossible[call]
        what = f"raised {raised}" if raised else "raised no error"
        assert raised == "ValueError", f"{call} {what}; it must raise ValueError, because {why}."
    raised, count, lo, hi = in_a_gap["raised"], in_a_gap["parameters"], in_a_gap.inputs["lo"], in_a_gap.inputs["hi"]
    assert raised in (None, "ValueError"), f"For {lo} to {hi} parameters {raised} was raised; it must be ValueError."
    assert raised or lo <= count <= hi, (
        f"For {lo} to {hi} parameters the network has {count}; if you find none, raise ValueError."
    )
