from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=3, hints=["Does your loss go down?", "Multiply, each step.", "Look up `append`."])
def test_train(trained):
    """train lets the loss go down a little each step."""
    assert_matches(trained)


@check(points=2, hints=["What is counted?", "Count the right ones.", "Look up `sum` over booleans."])
def test_score(scored):
    """score reaches what is asked for."""
    assert_at_least(scored["score"], 0.5, "share of right guesses")


@check(points=2, hints=["Which rows stay?", "Those without None.", "Look up `in`."])
def test_clean(cleaned):
    """clean leaves out the rows with gaps."""
    assert_matches(cleaned)


@check(points=1, hints=["What is the text?", "A word and a number.", "Look up f-strings."])
def test_name(named):
    """name says which model it is."""
    assert_matches(named)
