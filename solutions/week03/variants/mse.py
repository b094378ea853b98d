"""Right but unusual solutions."""

from torch import nn

from dlcourse.graders.authoring import variant


@variant(of="mse")
def by_torch(pred, target):
    """Compares the shapes, converts to floats, and uses torch's loss."""
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    if not pred.is_floating_point():
        pred, target = pred.float(), target.float()
    return nn.MSELoss()(pred, target)


@variant(of="mse")
def by_a_loop(pred, target):
    """Adds up one square after the other."""
    if tuple(pred.shape) != tuple(target.shape):
        raise ValueError("shapes differ")
    total = 0
    for one, other in zip(pred.reshape(-1), target.reshape(-1)):
        total = total + (one - other) * (one - other)
    return total / pred.numel()


@variant(of="mse")
def by_the_norm(pred, target):
    """The squared length of the difference as a vector."""
    if pred.size() != target.size():
        raise ValueError("shapes differ")
    errors = (pred - target).flatten() * 1.0
    return errors @ errors / len(errors)


@variant(of="mse")
def by_expanding_the_square(pred, target):
    """p² - 2pt + t², each with its own mean."""
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    pred, target = pred / 1, target / 1
    return pred.square().mean() - 2 * (pred * target).mean() + target.square().mean()


@variant(of="mse")
def by_variance_and_bias(pred, target):
    """The variance of the errors, plus the square of their mean."""
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    errors = (pred - target) * 1.0
    return errors.var(unbiased=False) + errors.mean() ** 2
