from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["What does main print when the file is run?"])
def test_adds(adding):
    """The program prints the sum, and ends with exit code 0."""
    assert_matches(adding)


@check(points=1, hints=["Return 2 for a text that is no number."], needs=["test_adds"])
def test_odd_argument(odd_argument):
    """A text that is no number ends the program with exit code 2."""
    assert_matches(odd_argument)


@check(points=1, hints=["Call main only in a program."], needs=["test_adds"])
def test_import_is_silent(importing):
    """Importing the file prints nothing."""
    assert_matches(importing)
