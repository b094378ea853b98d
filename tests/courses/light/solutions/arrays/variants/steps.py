"""Right but unusual solutions."""

from dlcourse.graders.authoring import variant


@variant(of="descend")
def as_a_factor(x, lr):
    """Multiplies once."""
    return x * (1 - lr)
