from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Let a function that reads CSV files find columns, rows and paths; convert at the end."])
def test_other_tables(path_and_one_row, whole_numbers):
    """load_xy accepts a Path, a target at the start or the end, one row, equal rows, and whole numbers."""
    assert_matches(path_and_one_row)
    assert_matches(whole_numbers)


@check(
    points=0.25,
    hints=["A seed does not decide whether to shuffle. Seed only a generator that you make."],
)
def test_seed_is_the_loaders_own(seed_without_shuffle, shared_random_state):
    """A seed alone does not shuffle, and each loader has its own random state."""
    assert_matches(seed_without_shuffle)
    assert_matches(shared_random_state)


@check(points=0.25, hints=["Put X and y into the data set as they are."])
def test_labels(labels_of_classes):
    """make_loader keeps dtypes and shapes, also those of int64 labels."""
    assert_matches(labels_of_classes)


@check(
    points=0.25,
    hints=["Shuffle indices, not the tensors themselves."],
    needs=["test_batches_in_order"],
)
def test_given_tensors(given_tensors):
    """make_loader does not change X and y."""
    assert_matches(given_tensors)
