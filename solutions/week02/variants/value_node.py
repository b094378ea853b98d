"""Right but unusual solutions."""

from dlcourse.graders.authoring import variant


@variant(of="double")
def double_by_adding(x):
    """Adds x to itself."""
    return x + x
