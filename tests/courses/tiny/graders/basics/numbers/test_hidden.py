from dlcourse.graders.authoring import check


@check(points=1, hints=["Raise ValueError for an empty list."], needs=["test_total"])
def test_total_of_nothing(total_of_nothing):
    """total raises ValueError for an empty list."""
    assert total_of_nothing["error"] == "ValueError", "an empty list must raise ValueError"
