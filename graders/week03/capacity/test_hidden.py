from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Try other numbers of features, outputs and parameters: from one hidden neuron to thousands."],
)
def test_other_sizes(forward_of_other_sizes, one_output, smallest, from_zero, thousands):
    """mlp_within builds small and large networks, for any number of features and outputs."""
    assert_matches(forward_of_other_sizes)
    assert_matches(one_output)
    count, hi = smallest["parameters"], smallest.inputs["size"]
    assert count <= hi, f"The smallest network has {count} parameters instead of at most {hi}."
    count, hi = from_zero["parameters"], from_zero.inputs["size"]
    assert count <= hi, f"From 0 to {hi} parameters, the network has {count}."
    count, lo, hi = thousands["parameters"], thousands.inputs["lo"], thousands.inputs["hi"]
    assert lo <= count <= hi, f"The large network has {count} parameters instead of {lo} to {hi}."


@check(
    points=0.25,
    hints=["lo and hi themselves are allowed. Before you return a network, check that its size lies between them."],
    needs=["test_size_in_a_range"],
)
def test_bounds_to_the_letter(exactly, too_small_for_any):
    """mlp_within works for a range of a single number, and raises ValueError for a small impossible one."""
    count, size = exactly["parameters"], exactly.inputs["size"]
    assert count == size, f"The network has {count} parameters instead of exactly {size}."
    raised, hi = too_small_for_any["raised"], too_small_for_any.inputs["hi"]
    what = f"{raised} was raised" if raised else "no error was raised"
    assert raised == "ValueError", (
        f"For 1 to {hi} parameters {what}; it must be ValueError, because no network is so small."
    )
