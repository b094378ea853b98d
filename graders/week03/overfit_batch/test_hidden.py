from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Use the optimizer that you are given, and give the criterion the outputs of the model without changes."],
)
def test_momentum(momentum):
    """Steps with momentum and cross-entropy lead to the right weights."""
    assert_matches(momentum)


@check(points=0.25, hints=["Take the first batch once, and keep it."])
def test_used_up_loader(used_up_loader):
    """overfit_one_batch goes through the loader only once, and works with batches of any shape and dtype."""
    assert_matches(used_up_loader)
