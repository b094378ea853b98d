"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import one_hot
from torch.nn import functional as F

from dlcourse.graders.authoring import mistake


@mistake(of="one_hot", caught_by="test_values")
def numbers_are_floats(labels, num_classes):
    """Your vectors are floats. Return int64."""
    return one_hot(labels, num_classes).float()


@mistake(of="one_hot", caught_by="test_values")
def numbers_are_booleans(labels, num_classes):
    """Your vectors hold True and False. Convert them to int64."""
    return one_hot(labels, num_classes).bool()


@mistake(of="one_hot", caught_by="test_values")
def classes_from_one(labels, num_classes):
    """You count the classes from 1. Count them from 0 to C - 1, so that class 0 is the first column."""
    return one_hot(labels, num_classes).roll(-1, dims=-1)


@mistake(of="one_hot", caught_by="test_values")
def zeros_and_ones_are_swapped(labels, num_classes):
    """Your zeros and ones are swapped. Write a single 1, and 0 elsewhere."""
    return 1 - one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_values")
def classes_are_the_first_dimension(labels, num_classes):
    """Your classes are the rows and your labels are the columns. Make the classes the last dimension: a row for each
    label."""
    return one_hot(labels, num_classes).movedim(-1, 0)


@mistake(of="one_hot", caught_by="test_values")
def all_in_one_row(labels, num_classes):
    """You put the ones of all labels into a single vector. Give each label a vector of its own."""
    y = one_hot(labels, num_classes)
    return y.reshape(-1, num_classes).sum(dim=0).clamp(max=1)


@mistake(of="one_hot", caught_by="test_values")
def label_instead_of_one(labels, num_classes):
    """You write the label itself at its index. Write a 1 for every class."""
    return one_hot(labels, num_classes) * labels.unsqueeze(-1).long()


@mistake(of="one_hot", caught_by="test_unseen_classes")
def classes_are_counted_in_the_labels(labels, num_classes):
    """You make only as many columns as the largest label needs. Make `num_classes` columns, or batches will have
    different widths."""
    y = one_hot(labels, num_classes)
    return y[..., : int(labels.max()) + 1] if labels.numel() else y


@mistake(of="one_hot", caught_by="test_unseen_classes")
def only_classes_that_occur(labels, num_classes):
    """You make a column for each class that occurs. Make `num_classes` columns: a class that does not occur has a
    column of zeros."""
    y = one_hot(labels, num_classes)
    return y[..., labels.long().unique()]


@mistake(of="one_hot", caught_by="test_unseen_classes")
def ten_classes_at_most(labels, num_classes):
    """Your function knows at most ten classes. There can be more: make as many columns as `num_classes` says."""
    one_hot(labels, num_classes)
    return torch.eye(10, dtype=torch.int64)[labels.long()][..., :num_classes]


@mistake(of="one_hot", caught_by="test_single_label", raises="TypeError")
def one_dimension_is_expected(labels, num_classes):
    """Your function needs a list of labels, and fails for a single label without dimensions, which has no length.
    Accept any shape."""
    y = torch.zeros(len(labels), num_classes, dtype=torch.int64)
    for i in range(len(labels)):
        y[i] = one_hot(labels[i], num_classes)
    return y


@mistake(of="one_hot", caught_by="test_single_label")
def labels_become_a_list(labels, num_classes):
    """You flatten the labels, so the result always has two dimensions. Keep the labels' own dimensions, and add one."""
    return one_hot(labels.reshape(-1), num_classes)


@mistake(of="one_hot", caught_by="test_more_dimensions")
def single_dimensions_are_dropped(labels, num_classes):
    """You squeeze, so dimensions of size 1 are lost. Keep all dimensions of the labels, and add one."""
    return one_hot(labels, num_classes).squeeze()


@mistake(of="one_hot", caught_by="test_more_dimensions")
def a_single_class_is_dropped(labels, num_classes):
    """You squeeze the last dimension, so it is lost if there is only one class. Keep the dimension of the classes, even
    if its size is 1."""
    return one_hot(labels, num_classes).squeeze(-1)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def error_of_torch_passes_through(labels, num_classes):
    """You leave bad labels to torch: `F.one_hot` and `scatter_` raise RuntimeError, and accept no dtype except int64.
    Check the labels, and raise ValueError."""
    return F.one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def error_of_torch_after_long(labels, num_classes):
    """You convert the labels to int64, also floats, and leave the rest to torch, which raises RuntimeError. Check them
    yourself, and raise ValueError."""
    return F.one_hot(labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def nothing_is_refused(labels, num_classes):
    """You refuse nothing: you accept floats, and labels that are not a class. Raise ValueError for both."""
    return (labels.unsqueeze(-1) == torch.arange(num_classes)).long()


@mistake(of="one_hot", caught_by="test_too_large_labels")
def label_c_is_allowed(labels, num_classes):
    """You accept the label C. Refuse it: C classes, counted from 0, end with C - 1."""
    if not labels.is_floating_point() and labels.numel() and labels.max() == num_classes:
        return one_hot(labels, num_classes + 1)[..., :-1]
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def large_labels_become_the_last_class(labels, num_classes):
    """You accept labels that are too large or negative. They are not a class, so no vector is right for them. Raise
    ValueError."""
    return one_hot(labels if labels.is_floating_point() else labels.clamp(0, num_classes - 1), num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def bad_labels_are_asserted(labels, num_classes):
    """You refuse bad labels with `assert`, which raises AssertionError and can be switched off. Raise ValueError."""
    assert not labels.is_floating_point()
    assert ((labels >= 0) & (labels < num_classes)).all()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_negative_labels")
def negative_labels_count_from_the_end(labels, num_classes):
    """You accept negative labels. -1 is not a class, but used as an index it is read as the last one. Raise
    ValueError."""
    return one_hot(
        labels if labels.is_floating_point() else torch.where(labels < 0, labels + num_classes, labels), num_classes
    )


@mistake(of="one_hot", caught_by="test_negative_labels")
def rows_of_the_identity(labels, num_classes):
    """You use the labels as indices and refuse nothing: -1 is read as the last class, and a label that is too large
    ends in an IndexError. Check the labels first, and raise ValueError."""
    return torch.eye(num_classes, dtype=torch.int64)[labels.long()]


@mistake(of="one_hot", caught_by="test_float_labels")
def floats_are_cut_off(labels, num_classes):
    """You accept floats, even 1.5, which is not a class. Raise ValueError for labels of a float dtype."""
    return one_hot(labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def whole_floats_are_allowed(labels, num_classes):
    """You refuse 1.5 but accept 1.0. Raise ValueError for labels of a float dtype, whatever their values are."""
    if labels.is_floating_point() and (labels == labels.round()).all():
        labels = labels.long()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_negative_labels")
def only_minus_one_is_refused(labels, num_classes):
    """You refuse only -1. No negative number is a class: refuse all labels below 0."""
    if not labels.is_floating_point() and not (labels == -1).any() and (labels < num_classes).all():
        return (labels.unsqueeze(-1).long() == torch.arange(num_classes)).long()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def first_row_is_checked(labels, num_classes):
    """You check only a part of the labels. Check all of them: in a table, every row can hold a label that is not a
    class."""
    first = labels[0] if labels.ndim > 1 and len(labels) else labels
    one_hot(first, num_classes)
    return (labels.unsqueeze(-1).long() == torch.arange(num_classes)).long()


@mistake(of="one_hot", caught_by="test_float_labels")
def only_float32_is_refused(labels, num_classes):
    """You refuse float32, but not the other float dtypes. Ask the tensor whether its dtype is one of floats."""
    return one_hot(labels if labels.dtype == torch.float32 else labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def half_floats_are_allowed(labels, num_classes):
    """Your list of float dtypes is not complete: float16 is one too. Ask the tensor whether its dtype is one of
    floats."""
    return one_hot(labels if labels.dtype in (torch.float32, torch.float64) else labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def floats_are_a_type_error(labels, num_classes):
    """You raise TypeError for floats. Raise ValueError, as for every other label that is not a class."""
    if labels.is_floating_point():
        raise TypeError("labels are integers")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_integer_dtypes", raises="ValueError")
def only_int64(labels, num_classes):
    """You refuse integer labels that are not int64. Accept every integer dtype, and convert them."""
    if labels.dtype != torch.int64:
        raise ValueError("labels are int64")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_integer_dtypes")
def dtype_of_the_labels(labels, num_classes):
    """Your vectors have the dtype of the labels. Return int64 in every case."""
    return one_hot(labels, num_classes).to(labels.dtype)


@mistake(of="one_hot", caught_by="test_integer_dtypes", raises="IndexError")
def bytes_are_taken_for_a_mask(labels, num_classes):
    """You index with the labels as they are. torch reads uint8 as a mask, and refuses int16. Convert the labels to
    int64 first."""
    one_hot(labels, num_classes)
    return torch.eye(num_classes, dtype=torch.int64)[labels]


@mistake(of="one_hot", caught_by="test_no_labels", raises="RuntimeError")
def largest_label_is_asked_of_none(labels, num_classes):
    """You ask for the smallest or largest label, which a batch without labels does not have. Use a check that also
    works for no labels."""
    if labels.max() >= num_classes or labels.min() < 0:
        raise ValueError("no such class")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_no_labels")
def no_labels_have_one_shape(labels, num_classes):
    """Without labels you always return the same shape. Keep the labels' own dimensions, even if one of them is 0: (2,
    0) becomes (2, 0, C)."""
    return one_hot(labels if labels.numel() else labels.flatten(), num_classes)


@mistake(of="one_hot", caught_by="test_labels_are_left_alone")
def labels_get_a_dimension(labels, num_classes):
    """You change the shape of the caller's labels: `unsqueeze_` works in place. Use `unsqueeze`, without the
    underscore, which returns a new tensor."""
    y = one_hot(labels, num_classes)
    labels.unsqueeze_(-1)
    return y
