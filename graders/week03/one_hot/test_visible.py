from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "In which column of a row is there a 1, and in which columns is there a 0?",
        "Compare each label with every class, from 0 on: if they are equal there is a 1.",
        "Look up torch.nn.functional.one_hot, or torch.arange and how a column is broadcast with a row.",
    ],
    hints_for={
        "dtype": "The ones and zeros may be right, but they must be int64: torch makes floats unless you name a dtype.",
        "type": "Return a tensor, not a list.",
        "shape": "The classes are the last dimension: (…, C).",
        "error": "Each label is an index of a column. Did you index the rows with it?",
    },
)
def test_values(four_classes):
    """one_hot makes an int64 row for each label, with a 1 at its class and 0 elsewhere."""
    assert_matches(four_classes, "y")


@check(
    points=0.25,
    hints=[
        "How many classes are there if the last one is missing in a batch?",
        "As many as the caller says. The largest label of a batch says nothing about their number.",
        "Look up the argument num_classes of torch.nn.functional.one_hot.",
    ],
)
def test_unseen_classes(unseen_classes):
    """one_hot also has columns for classes that do not occur."""
    assert_matches(unseen_classes)


@check(
    points=0.25,
    hints=[
        "What is the shape of a single label, and what is the shape of its vector?",
        "From () to (C,): the classes are one more dimension at the end, for every shape of the labels.",
        "Look up Tensor.unsqueeze and what it does with -1.",
    ],
)
def test_single_label(no_dimensions):
    """one_hot makes one vector from a single label."""
    assert_matches(no_dimensions)


@check(
    points=0.25,
    hints=[
        "What does your function do with the label 3 if there are 3 classes?",
        "Classes are counted from 0, so 3 is not a class. Refuse it before you encode anything.",
        "Look up raise in Python, and Tensor.any or Tensor.max.",
    ],
    hints_for={
        "error": "Check all labels before you use one of them as an index, and raise the ValueError yourself.",
        "value": "Check all labels before you use one of them as an index, and raise the ValueError yourself: C is too"
        " large, too.",
    },
    needs=["test_values"],
)
def test_too_large_labels(too_large):
    """one_hot raises ValueError for labels that are too large."""
    for call in too_large.expected:
        error = too_large[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"


@check(
    points=0.25,
    hints=[
        "What does an index of -1 mean to Python?",
        "It counts from the end, so a wrong label would be read as the last class. Refuse it.",
        "Look up raise in Python, and Tensor.any or Tensor.min.",
    ],
    needs=["test_values"],
)
def test_negative_labels(negative):
    """one_hot raises ValueError for negative labels."""
    for call in negative.expected:
        error = negative[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"


@check(
    points=0.25,
    hints=[
        "Whose tensor do you write into?",
        "Write only into a tensor that you made yourself.",
        "Look up what an underscore at the end of a name such as scatter_ means.",
    ],
    needs=["test_values"],
)
def test_labels_are_left_alone(four_classes):
    """one_hot does not change the labels that it is given."""
    assert_matches(four_classes, "labels")


@check(
    points=0.25,
    hints=[
        "Which class is 1.5, and which is 1.0?",
        "Labels that are floats have most likely been mixed up with something else: refuse the dtype, whatever the values.",
        "Look up Tensor.is_floating_point.",
    ],
    needs=["test_values"],
)
def test_float_labels(floats):
    """one_hot raises ValueError for labels of a float dtype."""
    for call in floats.expected:
        error = floats[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"
