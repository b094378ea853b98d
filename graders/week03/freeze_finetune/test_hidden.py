from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hint="model.named_modules() knows modules inside of modules; leave all others as they are.")
def test_nested_modules(nested_modules):
    """freeze finds modules inside of modules, and keeps what was frozen before."""
    assert_matches(nested_modules)


@check(points=0.5, hint="Raise KeyError for a name that the model does not have.")
def test_unknown_name(unknown_name):
    """freeze raises KeyError for an unknown name."""
    assert_matches(unknown_name)
