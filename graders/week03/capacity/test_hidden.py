from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Try it with other numbers of features, outputs and parameters: from one hidden neuron to hundreds."],
)
def test_other_sizes(forward_of_other_sizes, smallest, thousands):
    """mlp_within builds small and large networks, for any number of features and outputs."""
    assert_matches(forward_of_other_sizes)
    count, hi = smallest["parameters"], smallest.inputs["size"]
    assert 1 <= count <= hi, f"The smallest network has {count} parameters instead of at most {hi}."
    count, lo, hi = thousands["parameters"], thousands.inputs["lo"], thousands.inputs["hi"]
    assert lo <= count <= hi, f"The large network has {count} parameters instead of {lo} to {hi}."


@check(points=0.25, hints=["lo and hi themselves are allowed, and below n_in + n_out parameters there is nothing."])
def test_bounds_to_the_letter(exactly, too_small_for_any):
    """mlp_within meets a range of a single number, and raises ValueError just below what is possible."""
    count, size = exactly["parameters"], exactly.inputs["size"]
    assert count == size, f"The network has {count} parameters instead of exactly {size}."
    raised, hi = too_small_for_any["raised"], too_small_for_any.inputs["hi"]
    what = f"{raised} was raised" if raised else "no error was raised"
    assert raised == "ValueError", (
        f"For 1 to {hi} parameters {what}; it must be ValueError, since no network is so small."
    )
