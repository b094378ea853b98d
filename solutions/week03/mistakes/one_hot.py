"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_values", edit={")).long()": ")).float()"})
def numbers_are_floats():
    """Your vectors are floats. Return int64."""


@mistake(caught_by="test_values", edit={")).long()": "))"})
def numbers_are_booleans():
    """Your vectors hold True and False. Convert them to int64."""


@mistake(caught_by="test_values", edit={"arange(num_classes)": "arange(1, num_classes + 1)"})
def classes_from_one():
    """You count the classes from 1. Count them from 0 to C - 1, so that class 0 is the first column."""


@mistake(
    caught_by="test_values",
    edit={"labels.unsqueeze(-1) == torch.arange(num_classes)": "labels == torch.arange(num_classes).unsqueeze(-1)"},
)
def classes_are_the_first_dimension():
    """Your classes are the rows and your labels are the columns. Make the classes the last dimension: a row for each
    label."""


@mistake(caught_by="test_unseen_classes", edit={"arange(num_classes)": "arange(labels.max() + 1)"})
def classes_are_counted_in_the_labels():
    """You make only as many columns as the largest label needs. Make `num_classes` columns, or batches will have
    different widths."""


@mistake(caught_by="test_unseen_classes", edit={"torch.arange(num_classes)": "labels.unique()"})
def only_classes_that_occur():
    """You make a column for each class that occurs. Make `num_classes` columns: a class that does not occur has a
    column of zeros."""


@mistake(
    caught_by="test_single_label",
    raises="TypeError",
    edit={
        "return (labels.unsqueeze(-1) == torch.arange(num_classes)).long()": "y = torch.zeros(len(labels), num_classes, dtype=torch.int64)\n"
        "for i in range(len(labels)):\n"
        "    y[i, labels[i]] = 1\n"
        "return y"
    },
)
def one_dimension_is_expected():
    """Your function needs a list of labels, and fails for a single label, which has no dimensions and no length.
    Accept any shape."""


@mistake(caught_by="test_single_label", edit={"unsqueeze(-1)": "reshape(-1, 1)"})
def labels_become_a_list():
    """You flatten the labels, so the result always has two dimensions. Keep the labels' own dimensions, and add one."""


@mistake(caught_by="test_more_dimensions", edit={")).long()": ")).long().squeeze()"})
def single_dimensions_are_dropped():
    """You squeeze, so dimensions of size 1 are lost. Keep all dimensions of the labels, and add one."""


@mistake(caught_by="test_too_large_labels")
def error_of_torch_passes_through(labels, num_classes):
    """You leave bad labels to torch: `F.one_hot` and `scatter_` raise RuntimeError, and accept no dtype except int64.
    Check the labels, and raise ValueError."""
    return F.one_hot(labels, num_classes)


@mistake(caught_by="test_too_large_labels")
def nothing_is_refused(labels, num_classes):
    """You refuse nothing: you accept floats, and labels that are not a class. Raise ValueError for both."""
    return (labels.unsqueeze(-1) == torch.arange(num_classes)).long()


@mistake(caught_by="test_too_large_labels")
def rows_of_the_identity(labels, num_classes):
    """You use the labels as indices and refuse no number: -1 is read as the last class, and a label that is too large
    ends in an IndexError. Check the labels first, and raise ValueError."""
    return torch.eye(num_classes, dtype=torch.int64)[labels.long()]


@mistake(caught_by="test_too_large_labels", edit={">= num_classes": "> num_classes"})
def label_c_is_allowed():
    """You accept the label C. Refuse it: C classes, counted from 0, end with C - 1."""


@mistake(caught_by="test_too_large_labels", edit={"raise ValueError(f": "raise IndexError(f"})
def bad_labels_are_an_index_error():
    """You raise IndexError for labels that are not a class. Raise ValueError."""


@mistake(caught_by="test_negative_labels", edit={"(labels < 0) | ": ""})
def negative_labels_are_allowed():
    """You accept negative labels, which some functions count from the end. None of them is a class: raise ValueError."""


@mistake(
    caught_by="test_float_labels",
    edit={'if labels.is_floating_point():\n    raise ValueError("labels are integers")\n': ""},
)
def floats_are_cut_off():
    """You accept floats, even 1.5, which is not a class. Raise ValueError for labels of a float dtype."""


@mistake(caught_by="test_float_labels", edit={"labels.is_floating_point()": "(labels != labels.long()).any()"})
def whole_floats_are_allowed():
    """You refuse 1.5 but accept 1.0. Raise ValueError for labels of a float dtype, whatever their values are."""


@mistake(caught_by="test_float_labels", edit={'ValueError("labels': 'TypeError("labels'})
def floats_are_a_type_error():
    """You raise TypeError for floats. Raise ValueError, as for every other label that is not a class."""


@mistake(
    caught_by="test_integer_dtypes",
    raises="ValueError",
    edit={"labels.is_floating_point()": "labels.dtype != torch.int64"},
)
def only_int64():
    """You refuse integer labels that are not int64. Accept every integer dtype, and convert them."""


@mistake(
    caught_by="test_integer_dtypes",
    edit={"labels = labels.long()": "dtype, labels = labels.dtype, labels.long()", ")).long()": ")).to(dtype)"},
)
def dtype_of_the_labels():
    """Your vectors have the dtype of the labels. Return int64 in every case."""


@mistake(
    caught_by="test_no_labels",
    raises="RuntimeError",
    edit={"((labels < 0) | (labels >= num_classes)).any()": "labels.max() >= num_classes or labels.min() < 0"},
)
def largest_label_is_asked_of_none():
    """You ask for the smallest or largest label, which a batch without labels does not have. Use a check that also
    works for no labels."""


@mistake(caught_by="test_labels_are_left_alone", edit={"unsqueeze(": "unsqueeze_("})
def labels_get_a_dimension():
    """You change the shape of the caller's labels: `unsqueeze_` works in place. Use `unsqueeze`, without the
    underscore, which returns a new tensor."""


@mistake(
    caught_by="test_too_large_labels",
    edit={
        "if ((labels < 0) | (labels >= num_classes)).any()": "if (labels < 0).all() or (labels >= num_classes).all()"
    },
)
def all_for_any():
    """You refuse labels only if all of them are too large, or all negative. One bad label is enough: raise ValueError if
    any of them is bad."""


@mistake(
    caught_by="test_too_large_labels",
    base="all_for_any",
    edit={
        "(labels.unsqueeze(-1) == torch.arange(num_classes)).long()": "torch.eye(num_classes, dtype=torch.int64)[labels]"
    },
    like="all_for_any",
)
def all_for_any_with_the_identity(): ...
