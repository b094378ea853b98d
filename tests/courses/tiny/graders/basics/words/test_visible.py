from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Capitals, then a mark."])
def test_shout(shouting):
    """shout returns capitals and an exclamation mark."""
    assert_matches(shouting)


@check(points=2, hints=['Return f"hello {self.name}".'])
def test_greeter_greets(greeting):
    """A Greeter greets by name."""
    assert_matches(greeting, "text")


@check(points=1, hints=["Add 1 to self.count."], needs=["test_greeter_greets"])
def test_greeter_counts(greeting):
    """A Greeter counts its greetings."""
    assert greeting["count"] == 1, f"after one greeting, count is {greeting['count']}"
