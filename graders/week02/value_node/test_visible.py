from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "What becomes of 3, and what of 4.5?",
        "Multiply every element by the same number.",
        "Look up what * does with a number and an array.",
    ],
)
def test_double(double_values):
    """double returns twice every element."""
    assert_matches(double_values, "y")
