"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import Accuracy

from dlcourse.graders.authoring import mistake


def labels_of(target):
    return target.argmax(dim=1) if target.ndim == 2 else target


def check_columns(scores, num_classes):
    if scores.shape[1] != num_classes:
        raise ValueError("wrong number of columns")


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch")
class MeanOfBatchAccuracies(Accuracy):
    """You take the mean of the accuracies of the batches, so a sample in a small batch counts more. Count right
    predictions and samples over all batches, and divide once.
    """

    def reset(self):
        self.batches = []

    def update(self, scores, target):
        check_columns(scores, self.num_classes)
        self.batches.append((scores.argmax(dim=1) == labels_of(target)).float().mean().item())

    def compute(self):
        if not self.batches:
            raise ValueError("no batches")
        return sum(self.batches) / len(self.batches)


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch")
class LastBatchOnly(Accuracy):
    """You return the accuracy of the last batch. Let each update add to the counts of the batches before."""

    def update(self, scores, target):
        self.reset()
        super().update(scores, target)


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch")
class MeanOfClassAccuracies(Accuracy):
    """You take the mean over the classes, so a sample of a rare class counts more. Count every sample the same: in
    torchmetrics this is average="micro".
    """

    def reset(self):
        self.predicted = self.true = torch.zeros(0, dtype=torch.int64)

    def update(self, scores, target):
        check_columns(scores, self.num_classes)
        self.predicted = torch.cat([self.predicted, scores.argmax(dim=1)])
        self.true = torch.cat([self.true, labels_of(target)])

    def compute(self):
        if len(self.true) == 0:
            raise ValueError("no samples")
        right = self.predicted == self.true
        shares = [right[self.true == c].float().mean().item() for c in self.true.unique()]
        return sum(shares) / len(shares)


@mistake(of="Accuracy.compute", caught_by="test_accuracy_of_an_epoch", raises="AttributeError")
def compute_is_asked_of_a_tensor(self):
    """You call compute() on a tensor or a number. Compute the result from your own counts: the accuracy of one batch
    does not include the others.
    """
    return torch.tensor(self.right / self.seen).compute()


@mistake(of="Accuracy.compute", caught_by="test_accuracy_of_an_epoch")
def accuracy_is_a_count(self):
    """Your compute returns the number of right predictions. Divide it by the number of samples."""
    if self.seen == 0:
        raise ValueError("no samples")
    return float(self.right)


@mistake(of="Accuracy.compute", caught_by="test_accuracy_of_an_epoch")
def accuracy_in_per_cent(self):
    """Your compute returns per cent. Return a share from 0 to 1."""
    if self.seen == 0:
        raise ValueError("no samples")
    return 100 * self.right / self.seen


@mistake(of="Accuracy.compute", caught_by="test_plain_float")
def accuracy_stays_a_tensor(self):
    """Your compute returns a tensor. Return the plain number in it."""
    if self.seen == 0:
        raise ValueError("no samples")
    return torch.tensor(self.right / self.seen)


@mistake(of="Accuracy.compute", caught_by="test_accuracy_of_an_epoch")
def accuracy_is_cut_to_a_whole_number(self):
    """You divide with `//`, or cut the result to a whole number, so every accuracy below 1 becomes 0. Divide with `/`."""
    if self.seen == 0:
        raise ValueError("no samples")
    return float(self.right // self.seen)


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch")
class DividedByTheBatches(Accuracy):
    """You divide the number of right predictions by the number of batches. Divide it by the number of samples."""

    def update(self, scores, target):
        seen = self.seen
        super().update(scores, target)
        self.seen = seen + 1


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch")
class DividedByAllScores(Accuracy):
    """You divide by the number of scores, which is samples times classes. Divide by the number of samples."""

    def update(self, scores, target):
        seen = self.seen
        super().update(scores, target)
        self.seen = seen + scores.numel()


@mistake(of="Accuracy.update", caught_by="test_accuracy_of_an_epoch", raises="RuntimeError")
def highest_score_of_each_column(self, scores, target):
    """You look for the highest score of each column. Look along the classes, the last dimension: each row is a sample."""
    check_columns(scores, self.num_classes)
    self.right += (scores.argmax(dim=0) == labels_of(target)).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_accuracy_of_an_epoch")
def highest_score_of_all(self, scores, target):
    """Your argmax has no dimension, so it finds one index for the whole batch. Look for the highest score of each row."""
    check_columns(scores, self.num_classes)
    self.right += (scores.argmax() == labels_of(target)).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_accuracy_of_an_epoch")
def labels_are_taken_for_one_hot(self, scores, target):
    """You take the argmax of every target. Take it of one-hot targets only: labels of shape (N,) are already classes."""
    check_columns(scores, self.num_classes)
    self.right += (scores.argmax(dim=1) == target.argmax(dim=-1)).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_one_hot_targets", raises="RuntimeError")
def one_hot_is_not_understood(self, scores, target):
    """You compare classes of shape (N,) with one-hot rows of shape (N, C). Turn one-hot targets into labels first."""
    check_columns(scores, self.num_classes)
    self.right += (scores.argmax(dim=1) == target).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_one_hot_targets", raises="RuntimeError")
def highest_entry_of_each_column_of_one_hot(self, scores, target):
    """You look for the 1 in each column of one-hot targets. Look along the classes, the last dimension: each row is a
    sample.
    """
    check_columns(scores, self.num_classes)
    labels = target.argmax(dim=0) if target.ndim == 2 else target
    self.right += (scores.argmax(dim=1) == labels).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_accuracy_of_an_epoch", raises="RuntimeError")
def columns_of_scores_and_one_hot(self, scores, target):
    """You look for the highest entry of each column, in the scores and in one-hot targets. Look along the classes, the
    last dimension, in both: each row is a sample.
    """
    check_columns(scores, self.num_classes)
    labels = target.argmax(dim=0) if target.ndim == 2 else target
    self.right += (scores.argmax(dim=0) == labels).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.reset", caught_by="test_reset")
def reset_does_nothing(self):
    """Your reset does not clear the counts after the first time, so the second epoch still counts the first. Set both
    counts to 0 on the object itself.
    """
    if not hasattr(self, "seen"):
        self.right = self.seen = 0


@mistake(of="Accuracy.reset", caught_by="test_reset")
def reset_forgets_only_the_right_ones(self):
    """Your reset clears the right predictions, but not the samples. Set both counts to 0."""
    self.right = 0
    if not hasattr(self, "seen"):
        self.seen = 0


@mistake(of="Accuracy.reset", caught_by="test_reset")
def reset_forgets_only_the_samples(self):
    """Your reset clears the samples, but not the right predictions. Set both counts to 0."""
    self.seen = 0
    if not hasattr(self, "right"):
        self.right = 0


@mistake(of="Accuracy.reset", caught_by="test_reset", like="reset_does_nothing")
def reset_sets_local_names(self):
    if not hasattr(self, "seen"):
        self.right = self.seen = 0
    right = seen = 0  # noqa: F841  the mistake itself


@mistake(of="Accuracy.compute", caught_by="test_compute_forgets_nothing", raises="ValueError")
def compute_resets(self):
    """Your compute clears the counts. Leave that to reset: compute only reads them."""
    if self.seen == 0:
        raise ValueError("no samples")
    result = self.right / self.seen
    self.reset()
    return result


@mistake(of="Accuracy.compute", caught_by="test_no_samples")
def no_samples_divide_by_zero(self):
    """You divide by zero if there is no sample. Raise a ValueError before that."""
    return self.right / self.seen


@mistake(of="Accuracy.compute", caught_by="test_no_samples")
def no_samples_give_a_number(self):
    """Your compute returns a number if there is no sample, as if every prediction were wrong. Raise a ValueError."""
    return self.right / max(self.seen, 1)


@mistake(of="Accuracy", caught_by="test_side_by_side")
class CountsAreShared(Accuracy):
    """All your objects share one set of counts, because a list in the class body, or a global name, exists only once.
    Make the counts in __init__, for each object.
    """

    batches = []  # noqa: RUF012  the mistake itself

    def reset(self):
        self.batches.clear()

    def update(self, scores, target):
        check_columns(scores, self.num_classes)
        self.batches.append(scores.argmax(dim=1) == labels_of(target))

    def compute(self):
        if not self.batches:
            raise ValueError("no samples")
        return torch.cat(self.batches).float().mean().item()


@mistake(of="Accuracy.update", caught_by="test_other_columns")
def columns_are_not_checked(self, scores, target):
    """You accept scores with too few or too many columns. Raise a ValueError if there is not one column for each class."""
    labels = labels_of(target)
    self.right += (scores.argmax(dim=1) == labels).sum().item()
    self.seen += len(labels)


@mistake(of="Accuracy.update", caught_by="test_square_batches")
def length_tells_one_hot(self, scores, target):
    """You read targets as one-hot if their last size is the number of classes. Look at the number of dimensions: three
    labels for three classes have that last size too.
    """
    check_columns(scores, self.num_classes)
    labels = target.argmax(dim=-1) if target.shape[-1] == self.num_classes else target
    self.right += (scores.argmax(dim=1) == labels).sum().item()
    self.seen += len(target)


@mistake(of="Accuracy.update", caught_by="test_square_batches", raises="IndexError")
def squeezed_batches(self, scores, target):
    """You squeeze the scores, so a batch of one sample loses its first dimension. Keep the shape."""
    check_columns(scores, self.num_classes)
    labels = labels_of(target)
    self.right += (scores.squeeze().argmax(dim=1) == labels).sum().item()
    self.seen += len(labels)


@mistake(of="Accuracy.update", caught_by="test_kinds_of_tensors")
def softmax_in_place(self, scores, target):
    """You write into the scores, which the caller still needs for the loss. Make a new tensor, or none: the highest
    score is also the highest probability.
    """
    check_columns(scores, self.num_classes)
    with torch.no_grad():
        scores.exp_().div_(scores.sum(dim=1, keepdim=True))
    labels = labels_of(target)
    self.right += (scores.argmax(dim=1) == labels).sum().item()
    self.seen += len(labels)


@mistake(of="Accuracy.update", caught_by="test_kinds_of_tensors", raises="RuntimeError")
def scores_by_numpy(self, scores, target):
    """You turn scores into NumPy arrays, which fails for the outputs of a model, because they require gradients. Use
    tensors.
    """
    check_columns(scores, self.num_classes)
    labels = labels_of(target).numpy()
    self.right += int((scores.numpy().argmax(axis=1) == labels).sum())
    self.seen += len(labels)


@mistake(of="Accuracy.update", caught_by="test_other_columns")
def too_many_columns_go_through(self, scores, target):
    """You check for too few columns, but not for too many. Raise a ValueError for both."""
    if scores.shape[1] < self.num_classes:
        raise ValueError("too few columns")
    labels = labels_of(target)
    self.right += (scores.argmax(dim=1) == labels).sum().item()
    self.seen += len(labels)


@mistake(of="Accuracy.update", caught_by="test_square_batches")
def squeezed_targets(self, scores, target):
    """You squeeze the targets, so the one-hot target of a single sample looks like labels. Keep the shape."""
    check_columns(scores, self.num_classes)
    self.right += (scores.argmax(dim=1) == labels_of(target.squeeze())).sum().item()
    self.seen += len(scores)


@mistake(of="Accuracy.update", caught_by="test_square_batches")
def two_classes_by_a_threshold(self, scores, target):
    """With two classes you compare one score with a fixed number. Take the class with the higher score, as with more
    classes.
    """
    check_columns(scores, self.num_classes)
    predicted = (scores[:, 1] > 0.5).long() if self.num_classes == 2 else scores.argmax(dim=1)
    self.right += (predicted == labels_of(target)).sum().item()
    self.seen += len(scores)


@mistake(of="Accuracy.compute", caught_by="test_square_batches", raises="ValueError")
def none_right_is_no_sample(self):
    """You raise an error if no prediction is right. Return 0 in that case, and raise the error only if there is no
    sample.
    """
    if not self.right:
        raise ValueError("no samples")
    return self.right / self.seen


@mistake(of="Accuracy.update", caught_by="test_kinds_of_tensors")
def softmax_of_ones_own(self, scores, target):
    """You compute exponentials of the scores, which overflow for large ones. Use the scores themselves: the highest
    score is also the highest probability.
    """
    check_columns(scores, self.num_classes)
    exponentials = scores.exp()
    probabilities = exponentials / exponentials.sum(dim=1, keepdim=True)
    self.right += (probabilities.argmax(dim=1) == labels_of(target)).sum().item()
    self.seen += len(scores)


@mistake(of="Accuracy", caught_by="test_no_samples")
class ResultIsKept(Accuracy):
    """You store the result of compute, and reset does not clear it. Clear everything that the object stores about the
    batches.
    """

    result = None

    def update(self, scores, target):
        super().update(scores, target)
        self.result = None

    def compute(self):
        if self.result is None:
            self.result = super().compute()
        return self.result
