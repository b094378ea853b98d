from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Use the optimizer that you are given, and give the criterion the model's plain outputs."])
def test_momentum(momentum):
    """Steps with momentum and cross-entropy lead to the same weights as by hand."""
    assert_matches(momentum)


@check(points=0.25, hints=["Ask for the first batch once, and keep it."])
def test_used_up_loader(used_up_loader):
    """A loader that can be gone through only once is enough, with batches of any shape and dtype."""
    assert_matches(used_up_loader)


@check(points=0.25, hints=["Make 1000 steps if the caller names no number, however small the loss becomes."])
def test_default_steps(default_steps):
    """Without a number, it makes 1000 steps."""
    assert_matches(default_steps, atol=1e-10)


@check(points=0.25, hints=["Begin like every training loop: put the model into train mode."])
def test_train_mode(train_mode):
    """overfit_one_batch trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)
