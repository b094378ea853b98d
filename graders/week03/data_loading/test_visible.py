from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "Which columns belong to X if the target is in the middle of the table?",
        "Find the target by its name: y is that column as (N, 1), X is all other columns, both as float32.",
        "Look up pandas.read_csv, DataFrame.drop with its argument columns, and the argument dtype of torch.tensor.",
    ],
)
def test_features_and_target(features_and_target):
    """load_xy reads the target's column into y and all other columns into X, as float32."""
    assert_matches(features_and_target)


@check(
    points=0.25,
    hints=[
        "What should happen if the caller misspells the target?",
        "Without such a column there is nothing to return. Raise the error that the docstring names.",
        "Look up what a dict or a DataFrame raises for a name that it does not have.",
    ],
    needs=["test_features_and_target"],
)
def test_unknown_column(unknown_column):
    """load_xy raises KeyError if there is no such column."""
    assert_matches(unknown_column)


@check(
    points=0.5,
    hints=[
        "How many batches of 4 do you need for 11 samples?",
        "A data set holds the pairs, a loader divides them into batches, and the last batch may be smaller.",
        "Look up torch.utils.data.TensorDataset, and the arguments batch_size and drop_last of DataLoader.",
    ],
    hints_for={
        "error": "A DataLoader needs a data set, which gives the pair (X[i], y[i]) for i. A tuple of two tensors is "
        "none.",
        "shape": "How many batches are there, and how many samples in the last one? Look up drop_last and batch_size.",
        "value": "Do the samples come in another order, although shuffle is False?",
    },
)
def test_batches_in_order(in_order):
    """Without shuffle, make_loader yields all samples in their order, in every epoch."""
    assert_matches(in_order)


@check(
    points=0.75,
    hints=[
        "If a sample moves to another row, what must move with it?",
        "Shuffle the pairs, not X and y separately. The loader can do that again for every epoch.",
        "Look up the argument shuffle of torch.utils.data.DataLoader.",
    ],
)
def test_shuffled_samples(shuffled):
    """With shuffle, every sample comes once, with its own target, in a new random order for each epoch."""
    assert_matches(shuffled)


@check(
    points=0.5,
    hints=[
        "From which generator does your loader draw its orders, and which other code draws from it?",
        "Give the loader a generator of its own that starts with the seed, and goes on from epoch to epoch.",
        "Look up torch.Generator, its manual_seed, and the argument generator of DataLoader.",
    ],
)
def test_seed(seeded):
    """The seed alone decides the orders, and each epoch has its own order."""
    assert_matches(seeded)


@check(
    points=0.25,
    hints=[
        "What does `if seed:` do for the seed 0?",
        "None means no seed. 0 is a seed like any other, but it counts as false in an `if`.",
        "Look up `is not None` in Python.",
    ],
    needs=["test_seed"],
)
def test_seed_zero(seed_zero):
    """0 is a seed too."""
    assert_matches(seed_zero)
