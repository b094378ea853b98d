"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import Accuracy

from dlcourse.graders.authoring import mistake, survives

survives("self.num_classes = num_classes -> after self.reset()", because="reset does not use the number of classes")
survives(
    "self.right += (scores.argmax(dim=1) == labels).sum().item() -> after self.seen += len(labels)",
    because="neither count uses the other one",
)


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"sum()": "float().mean()", "len(labels)": "1"})
def mean_of_batch_accuracies():
    """You take the mean of the accuracies of the batches, so a sample in a small batch counts more. Count right
    predictions and samples over all batches, and divide once.
    """


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"self.right +=": "self.right =", "self.seen +=": "self.seen ="})
def last_batch_only():
    """You return the accuracy of the last batch. Let each update add to the counts of the batches before."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={" / self.seen": ""})
def accuracy_is_a_count():
    """Your compute returns the number of right predictions. Divide it by the number of samples."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"return self.right": "return 100 * self.right"})
def accuracy_in_per_cent():
    """Your compute returns per cent. Return a share from 0 to 1."""


@mistake(caught_by="test_plain_float", edit={".item()": ""})
def accuracy_stays_a_tensor():
    """Your compute returns a tensor. Return the plain number in it."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"self.right / self.seen": "self.right // self.seen"})
def accuracy_is_cut_to_a_whole_number():
    """You divide with `//`, or cut the result to a whole number, so every accuracy below 1 becomes 0. Divide with `/`."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"len(labels)": "1"})
def divided_by_the_batches():
    """You divide the number of right predictions by the number of batches. Divide it by the number of samples."""


@mistake(
    caught_by="test_accuracy_of_an_epoch", edit={"scores.argmax(dim=1)": "scores.argmax(dim=0)"}, raises="RuntimeError"
)
def highest_score_of_each_column():
    """You look for the highest score of each column. Look along the classes, the last dimension: each row is a sample."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"scores.argmax(dim=1)": "scores.argmax()"})
def highest_score_of_all():
    """Your argmax has no dimension, so it finds one index for the whole batch. Look for the highest score of each row."""


@mistake(
    caught_by="test_accuracy_of_an_epoch",
    edit={
        "target.argmax(dim=1) if target.ndim == 2 else target": "target.argmax(dim=-1)",
        "len(labels)": "len(target)",
    },
)
def labels_are_taken_for_one_hot():
    """You take the argmax of every target. Take it of one-hot targets only: labels of shape (N,) are already classes."""


@mistake(
    caught_by="test_one_hot_targets",
    edit={"target.argmax(dim=1) if target.ndim == 2 else target": "target"},
    raises="RuntimeError",
)
def one_hot_is_not_understood():
    """You compare classes of shape (N,) with one-hot rows of shape (N, C). Turn one-hot targets into labels first."""


@mistake(caught_by="test_one_hot_targets", edit={"target.argmax(dim=1)": "target.argmax(dim=0)"}, raises="RuntimeError")
def highest_entry_of_each_column_of_one_hot():
    """You look for the 1 in each column of one-hot targets. Look along the classes, the last dimension: each row is a
    sample.
    """


@mistake(
    caught_by="test_reset", edit={"self.right = 0\nself.seen = 0": "pass", "self.reset()": "self.right = self.seen = 0"}
)
def reset_does_nothing():
    """Your reset does not clear the counts after the first time, so the second epoch still counts the first. Set both
    counts to 0 on the object itself.
    """


@mistake(caught_by="test_reset", edit={"self.seen = 0": "pass", "self.reset()": "self.right = self.seen = 0"})
def reset_forgets_only_the_right_ones():
    """Your reset clears the right predictions, but not the samples. Set both counts to 0."""


@mistake(caught_by="test_reset", edit={"self.right = 0": "pass", "self.reset()": "self.right = self.seen = 0"})
def reset_forgets_only_the_samples():
    """Your reset clears the samples, but not the right predictions. Set both counts to 0."""


@mistake(
    caught_by="test_compute_forgets_nothing",
    edit={"return self.right / self.seen": "result = self.right / self.seen\nself.reset()\nreturn result"},
    raises="ValueError",
)
def compute_resets():
    """Your compute clears the counts. Leave that to reset: compute only reads them."""


@mistake(caught_by="test_no_samples", edit={"if self.seen == 0": "if False"})
def no_samples_divide_by_zero():
    """You divide by zero if there is no sample. Raise a ValueError before that."""


@mistake(caught_by="test_no_samples", edit={'raise ValueError("no sample has been counted yet")': "return 0.0"})
def no_samples_give_a_number():
    """Your compute returns a number if there is no sample, as if every prediction were wrong. Raise a ValueError."""


@mistake(
    caught_by="test_side_by_side",
    edit={
        "self.right +=": "Accuracy.right +=",
        "self.seen +=": "Accuracy.seen +=",
        "self.right = 0\nself.seen = 0": "Accuracy.right = 0\nAccuracy.seen = 0",
    },
)
def counts_are_shared():
    """All your objects share one set of counts, because a list in the class body, or a global name, exists only once.
    Make the counts in __init__, for each object.
    """


@mistake(caught_by="test_other_columns", edit={"if scores.shape[1] != self.num_classes": "if False"})
def columns_are_not_checked():
    """You accept scores with too few or too many columns. Raise a ValueError if there is not one column for each class."""


@mistake(caught_by="test_other_columns", edit={"!=": "<"})
def too_many_columns_go_through():
    """You check for too few columns, but not for too many. Raise a ValueError for both."""


@mistake(
    caught_by="test_square_batches",
    base="labels_are_taken_for_one_hot",
    edit={"dim=-1)": "dim=-1) if target.shape[-1] == self.num_classes else target"},
)
def length_tells_one_hot():
    """You read targets as one-hot if their last size is the number of classes. Look at the number of dimensions: three
    labels for three classes have that last size too.
    """


@mistake(caught_by="test_square_batches", edit={"scores.argmax": "scores.squeeze().argmax"}, raises="IndexError")
def squeezed_batches():
    """You squeeze the scores, so a batch of one sample loses its first dimension. Keep the shape."""


@mistake(
    caught_by="test_square_batches",
    edit={"labels = ": "target = target.squeeze()\nlabels = ", "len(labels)": "len(scores)"},
)
def squeezed_targets():
    """You squeeze the targets, so the one-hot target of a single sample looks like labels. Keep the shape."""


@mistake(
    caught_by="test_square_batches",
    edit={"scores.argmax(dim=1)": "(scores[:, 1] > 0.5 if self.num_classes == 2 else scores.argmax(dim=1))"},
)
def two_classes_by_a_threshold():
    """With two classes you compare one score with a fixed number. Take the class with the higher score, as with more
    classes.
    """


@mistake(caught_by="test_square_batches", edit={"if self.seen == 0": "if not self.right"}, raises="ValueError")
def none_right_is_no_sample():
    """You raise an error if no prediction is right. Return 0 in that case, and raise the error only if there is no
    sample.
    """


@mistake(
    caught_by="test_kinds_of_tensors",
    edit={"labels = ": "scores.detach().sub_(scores.amax(dim=1, keepdim=True))\nlabels = "},
)
def scores_are_changed():
    """You write into the scores, which the caller still needs for the loss. Make a new tensor, or none: the highest
    score is also the highest probability.
    """


@mistake(
    caught_by="test_kinds_of_tensors",
    edit={"scores.argmax(dim=1)": "torch.from_numpy(scores.numpy().argmax(axis=1))"},
    raises="RuntimeError",
)
def scores_by_numpy():
    """You turn scores into NumPy arrays, which fails for the outputs of a model, because they require gradients. Use
    tensors.
    """


@mistake(
    caught_by="test_kinds_of_tensors",
    edit={"scores.argmax(dim=1)": "(scores.exp() / scores.exp().sum(dim=1, keepdim=True)).argmax(dim=1)"},
)
def softmax_of_ones_own():
    """You compute exponentials of the scores, which overflow for large ones. Use the scores themselves: the highest
    score is also the highest probability.
    """


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"len(labels)": "scores.numel()"})
def divided_by_the_scores():
    """You divide by the number of scores, which is C for each sample. Divide by the number of samples."""


@mistake(
    caught_by="test_one_hot_targets", edit={"target.ndim == 2": "target.is_floating_point()"}, raises="RuntimeError"
)
def floats_tell_one_hot():
    """You tell one-hot targets by their dtype. They may be ints or floats: look at the number of dimensions."""


@mistake(caught_by="test_accuracy_of_an_epoch", edit={"self.reset()": "pass"}, raises="AttributeError")
def counts_are_missing_at_the_start():
    """Your object has no counts before the first reset. Set them in __init__ too, for example by calling `self.reset()`."""


@mistake(of="Accuracy", caught_by="test_accuracy_of_an_epoch", like="counts_are_shared")
class CountsInTheClassBody(Accuracy):
    right, seen = 0, 0

    def __init__(self, num_classes):
        self.num_classes = num_classes

    def update(self, scores, target):
        mine = Accuracy(self.num_classes)
        mine.update(scores, target)
        CountsInTheClassBody.right += mine.right
        CountsInTheClassBody.seen += mine.seen

    def reset(self):
        CountsInTheClassBody.right = CountsInTheClassBody.seen = 0
