"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import one_hot
from torch.nn import functional as F

from dlcourse.graders.authoring import mistake


@mistake(of="one_hot", caught_by="test_values")
def numbers_are_floats(labels, num_classes):
    """Your vectors are floats. They are to be int64."""
    return one_hot(labels, num_classes).float()


@mistake(of="one_hot", caught_by="test_values")
def numbers_are_booleans(labels, num_classes):
    """Your vectors hold True and False. Make int64 numbers of them."""
    return one_hot(labels, num_classes).bool()


@mistake(of="one_hot", caught_by="test_values")
def classes_from_one(labels, num_classes):
    """You count the classes from 1. They go from 0 to C - 1, so the class 0 is the first column."""
    return one_hot(labels, num_classes).roll(-1, dims=-1)


@mistake(of="one_hot", caught_by="test_values")
def zeros_and_ones_are_swapped(labels, num_classes):
    """Your zeros and ones are the wrong way round: a single 1, and 0 elsewhere."""
    return 1 - one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_values")
def classes_are_the_first_dimension(labels, num_classes):
    """Your classes are the rows and your labels the columns. The classes are the last dimension: a row for each label."""
    return one_hot(labels, num_classes).movedim(-1, 0)


@mistake(of="one_hot", caught_by="test_values")
def all_in_one_row(labels, num_classes):
    """You put the ones of all labels into a single vector. Each label has a vector of its own."""
    y = one_hot(labels, num_classes)
    return y.reshape(-1, num_classes).sum(dim=0).clamp(max=1)


@mistake(of="one_hot", caught_by="test_values")
def label_instead_of_one(labels, num_classes):
    """You write the label itself into its place. Write a 1, whichever class it is."""
    return one_hot(labels, num_classes) * labels.unsqueeze(-1).long()


@mistake(of="one_hot", caught_by="test_unseen_classes")
def classes_are_counted_in_the_labels(labels, num_classes):
    """You make as many columns as the labels tell of. Make `num_classes`, or batches come out in different widths."""
    y = one_hot(labels, num_classes)
    return y[..., : int(labels.max()) + 1] if labels.numel() else y


@mistake(of="one_hot", caught_by="test_unseen_classes")
def only_classes_that_occur(labels, num_classes):
    """You make a column for each class that occurs. Make `num_classes`; one that does not occur has a column of zeros."""
    y = one_hot(labels, num_classes)
    return y[..., labels.long().unique()]


@mistake(of="one_hot", caught_by="test_unseen_classes")
def ten_classes_at_most(labels, num_classes):
    """You have a row ready for each of ten classes. There can be more: make as many columns as `num_classes` says."""
    one_hot(labels, num_classes)
    return torch.eye(10, dtype=torch.int64)[labels.long()][..., :num_classes]


@mistake(of="one_hot", caught_by="test_single_label")
def one_dimension_is_expected(labels, num_classes):
    """Your function needs a list of labels: a single one, without dimensions, has no length. Any shape may come."""
    y = torch.zeros(len(labels), num_classes, dtype=torch.int64)
    for i in range(len(labels)):
        y[i] = one_hot(labels[i], num_classes)
    return y


@mistake(of="one_hot", caught_by="test_single_label")
def labels_become_a_list(labels, num_classes):
    """You flatten the labels, so that the answer has always two dimensions. The labels' own dimensions stay, and one is added."""
    return one_hot(labels.reshape(-1), num_classes)


@mistake(of="one_hot", caught_by="test_more_dimensions")
def single_dimensions_are_dropped(labels, num_classes):
    """You squeeze, so that dimensions of size 1 get lost. All dimensions of the labels stay, and one is added."""
    return one_hot(labels, num_classes).squeeze()


@mistake(of="one_hot", caught_by="test_more_dimensions")
def a_single_class_is_dropped(labels, num_classes):
    """You squeeze the last dimension, which is lost if there is one class. The classes are a dimension of their own, even of size 1."""
    return one_hot(labels, num_classes).squeeze(-1)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def error_of_torch_passes_through(labels, num_classes):
    """You leave bad labels to torch: `F.one_hot` and `scatter_` raise RuntimeError, and take no dtype but int64. Check the labels, and raise ValueError."""
    return F.one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def error_of_torch_after_long(labels, num_classes):
    """You convert the labels to int64, floats too, and leave the rest to torch, which raises RuntimeError. Check them yourself, and raise ValueError."""
    return F.one_hot(labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def nothing_is_refused(labels, num_classes):
    """You refuse nothing: labels that are no class go through, and floats too. Raise ValueError."""
    return (labels.unsqueeze(-1) == torch.arange(num_classes)).long()


@mistake(of="one_hot", caught_by="test_too_large_labels")
def label_c_is_allowed(labels, num_classes):
    """You let the label C through. With C classes, counted from 0, the last is C - 1."""
    if not labels.is_floating_point() and labels.numel() and labels.max() == num_classes:
        return one_hot(labels, num_classes + 1)[..., :-1]
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def large_labels_become_the_last_class(labels, num_classes):
    """You let labels through that are too large, or negative. They are no class, and nothing can be made of them: raise ValueError."""
    return one_hot(labels if labels.is_floating_point() else labels.clamp(0, num_classes - 1), num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def bad_labels_are_asserted(labels, num_classes):
    """You refuse bad labels with `assert`, which raises AssertionError and can be switched off. Raise ValueError."""
    assert not labels.is_floating_point()
    assert ((labels >= 0) & (labels < num_classes)).all()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_negative_labels")
def negative_labels_count_from_the_end(labels, num_classes):
    """You let negative labels through. -1 is no class, though as an index it would pass for the last one: raise ValueError."""
    return one_hot(
        labels if labels.is_floating_point() else torch.where(labels < 0, labels + num_classes, labels), num_classes
    )


@mistake(of="one_hot", caught_by="test_negative_labels")
def rows_of_the_identity(labels, num_classes):
    """You use the labels as indices and refuse nothing: -1 passes for the last class, and a label that is too large is an IndexError. Check the labels first, and raise ValueError."""
    return torch.eye(num_classes, dtype=torch.int64)[labels.long()]


@mistake(of="one_hot", caught_by="test_float_labels")
def floats_are_cut_off(labels, num_classes):
    """You let floats through, even 1.5, which is no class. Labels of a float dtype are to be a ValueError."""
    return one_hot(labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def whole_floats_are_allowed(labels, num_classes):
    """You refuse 1.5 but take 1.0. Labels of a float dtype are to be a ValueError, whatever their values."""
    if labels.is_floating_point() and (labels == labels.round()).all():
        labels = labels.long()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_negative_labels")
def only_minus_one_is_refused(labels, num_classes):
    """You refuse -1 alone. No negative number is a class: ask for all that are below 0."""
    if not labels.is_floating_point() and not (labels == -1).any() and (labels < num_classes).all():
        return (labels.unsqueeze(-1).long() == torch.arange(num_classes)).long()
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_too_large_labels")
def first_row_is_checked(labels, num_classes):
    """You check only a part of the labels. In a table, every row can hold a label that is no class."""
    first = labels[0] if labels.ndim > 1 and len(labels) else labels
    one_hot(first, num_classes)
    return (labels.unsqueeze(-1).long() == torch.arange(num_classes)).long()


@mistake(of="one_hot", caught_by="test_float_labels")
def only_float32_is_refused(labels, num_classes):
    """You refuse float32, but not the other float dtypes. Ask the dtype whether it is one of floats."""
    return one_hot(labels if labels.dtype == torch.float32 else labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def half_floats_are_allowed(labels, num_classes):
    """You have a list of float dtypes that is not complete: float16 is one too. Ask the dtype whether it is one of floats."""
    return one_hot(labels if labels.dtype in (torch.float32, torch.float64) else labels.long(), num_classes)


@mistake(of="one_hot", caught_by="test_float_labels")
def floats_are_a_type_error(labels, num_classes):
    """You raise TypeError for floats. Here it is to be ValueError, as for every other label that is no class."""
    if labels.is_floating_point():
        raise TypeError("labels are integers")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_integer_dtypes")
def only_int64(labels, num_classes):
    """You refuse labels that are integers, but not int64. Every integer dtype is allowed: convert them."""
    if labels.dtype != torch.int64:
        raise ValueError("labels are int64")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_integer_dtypes")
def dtype_of_the_labels(labels, num_classes):
    """Your vectors have the dtype of the labels. They are to be int64 in every case."""
    return one_hot(labels, num_classes).to(labels.dtype)


@mistake(of="one_hot", caught_by="test_integer_dtypes")
def bytes_are_taken_for_a_mask(labels, num_classes):
    """You index with the labels as they are. torch takes uint8 for a mask, and int16 for nothing at all: convert them to int64 first."""
    one_hot(labels, num_classes)
    return torch.eye(num_classes, dtype=torch.int64)[labels]


@mistake(of="one_hot", caught_by="test_no_labels")
def largest_label_is_asked_of_none(labels, num_classes):
    """You ask for the smallest or largest label, which no batch without labels has."""
    if labels.max() >= num_classes or labels.min() < 0:
        raise ValueError("no such class")
    return one_hot(labels, num_classes)


@mistake(of="one_hot", caught_by="test_no_labels")
def no_labels_have_one_shape(labels, num_classes):
    """Without labels you return always the same shape. The labels' own dimensions stay, even where one of them is 0: (2, 0) becomes (2, 0, C)."""
    return one_hot(labels if labels.numel() else labels.flatten(), num_classes)


@mistake(of="one_hot", caught_by="test_labels_are_left_alone")
def labels_get_a_dimension(labels, num_classes):
    """You change the shape of the caller's labels: `unsqueeze_` works in place. Without the underscore it makes a new tensor."""
    y = one_hot(labels, num_classes)
    labels.unsqueeze_(-1)
    return y
