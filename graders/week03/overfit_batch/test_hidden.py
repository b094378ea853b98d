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


@check(points=0.25, hints=["Make 1000 steps if the caller gives no number, even if the loss is very small."])
def test_default_steps(default_steps):
    """overfit_one_batch makes 1000 steps if the caller gives no number."""
    assert_matches(default_steps, atol=1e-10)


@check(points=0.25, hints=["Start like every training loop: put the model into train mode."])
def test_train_mode(train_mode):
    """overfit_one_batch trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)
