from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Put the whole model into eval mode: a batch norm is not the only module that depends on the mode."],
)
def test_patients(patients, own_mode):
    """On real patients and on any other model and data, validate returns the loss of eval mode; no batch norm learns."""
    assert_matches(patients)
    assert_matches(own_mode, rtol=1e-3, atol=0)


@check(
    points=0.25,
    hints=["The fractions are in the order train, validation, test. 0 is a valid fraction, and a valid seed."],
)
def test_split_sizes(sizes, empty_part, every_row):
    """The sizes of the parts are within 1 of their shares, also for a share of 0, and every row can be in every part."""
    rows, fractions = [10 * t + 1 for t in sizes.inputs["tens"]], sizes.inputs["fractions"]
    assert len(sizes["sizes"]) == len(rows), f"There are sizes of {len(sizes['sizes'])} tables instead of {len(rows)}."
    for n, found in zip(rows, sizes["sizes"], strict=True):
        assert len(found) == 3, f"split returned {len(found)} parts instead of three."
        off = [abs(size - n * fraction) for size, fraction in zip(found, fractions, strict=True)]
        assert max(off) < 1 + 1e-6, f"The parts of {n} rows have the sizes {found}; the fractions are {fractions}."
    assert_matches(empty_part)
    assert_matches(every_row)


@check(
    points=0.25,
    hints=["Check the three cases in the order of the docstring. What does `above` mean for two equal numbers?"],
)
def test_diagnose_in_order(unusual, at_the_limits):
    """diagnose checks for underfitting first, and uses only the last losses and tol."""
    assert_matches(unusual)
    assert_matches(at_the_limits)
