"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives(
    "labels = (probs > 0.5).to(logits.dtype) -> labels = (probs >= 0.5).to(logits.dtype)",
    because="at exactly 0.5 both labels are right",
)


@mistake(caught_by="test_binary_labels", edit={"(probs > 0.5).to(logits.dtype)": "torch.round(logits)"})
def rounds_the_logits():
    """Your labels are rounded logits, which can be any whole number. Round the probabilities."""


@mistake(caught_by="test_binary_labels", edit={"probs > 0.5": "logits > 0.5"})
def compares_logits_with_a_half():
    """You compare the logits with 0.5. Compare the probabilities with it: a probability of 0.5 is a logit of 0."""


@mistake(caught_by="test_binary_labels", edit={"probs > 0.5": "torch.sigmoid(probs) > 0.5"})
def labels_by_two_sigmoids():
    """All your labels are 1. If you take the sigmoid of a probability, it is always above 0.5. Take the sigmoid once."""


@mistake(caught_by="test_binary_probs", edit={"sigmoid(logits)": "sigmoid(torch.sigmoid(logits))"})
def probs_by_two_sigmoids():
    """You apply the sigmoid twice, so all your probabilities are between 0.5 and 0.74. Apply it once, to the logits."""


@mistake(caught_by="test_binary_probs", edit={"sigmoid(logits)": "softmax(logits, dim=-1)"})
def softmax_of_one_column():
    """You take the softmax of a single logit, which is always 1. With one logit for each sample, use the sigmoid."""


@mistake(
    caught_by="test_binary_probs",
    base="softmax_of_one_column",
    like="softmax_of_one_column",
    edit={"(probs > 0.5).to(logits.dtype)": "probs.argmax(dim=-1)"},
)
def argmax_of_one_column():
    """Also takes the argmax of one column, which is always 0."""


@mistake(caught_by="test_binary_probs", edit={"return probs, labels": "return logits, labels"})
def returns_logits():
    """Your first result is the logits. Return the probabilities, which are the sigmoid of the logits."""


@mistake(caught_by="test_binary_probs", edit={"return probs, labels": "return labels, probs"})
def returns_labels_first():
    """The two results of binary_labels are in the wrong order. Return the probabilities first, then the labels."""


@mistake(caught_by="test_binary_labels", edit={".to(logits.dtype)": ""})
def labels_are_booleans():
    """Your labels are True and False. Turn them into 1.0 and 0.0, in the dtype of the logits: losses need floats."""


@mistake(caught_by="test_binary_labels", edit={".to(logits.dtype)": ".long()"})
def labels_are_integers():
    """Your binary labels are integers. Return floats, in the dtype of the logits: losses need them."""


@mistake(caught_by="test_binary_shapes", edit={".to(logits.dtype)": ".float()"})
def labels_are_float32():
    """Your labels are always float32. Give them the dtype of the logits."""


@mistake(caught_by="test_binary_probs", edit={"sigmoid(logits)": "sigmoid(logits.squeeze())"})
def binary_squeezes():
    """You remove dimensions of size 1, with squeeze perhaps. Keep the shape of the logits."""


@mistake(caught_by="test_logits_are_not_changed", edit={"torch.sigmoid(logits)": "logits.sigmoid_()"})
def binary_in_place():
    """Your binary_labels overwrites the logits that it is given. Make a new tensor, with torch.sigmoid."""


@mistake(caught_by="test_large_logits", edit={"torch.sigmoid(logits)": "logits.exp() / (1 + logits.exp())"})
def binary_overflows():
    """For large logits your eˣ is inf, and inf / inf is nan. Use torch.sigmoid, or 1 / (1 + e⁻ˣ)."""


@mistake(caught_by="test_multiclass_probs", edit={"softmax(logits, dim=1)": "softmax(logits, dim=0)"})
def softmax_down_the_columns():
    """Your softmax goes down the columns, so the samples compete. Each row must sum to 1: use dim=1."""


@mistake(caught_by="test_multiclass_probs", edit={"softmax(logits, dim=1)": "sigmoid(logits)"})
def sigmoid_of_several():
    """You take the sigmoid of each logit by itself, so a row does not sum to 1. Use the softmax of each row."""


@mistake(caught_by="test_multiclass_labels", edit={"argmax(dim=1)": "argmax(dim=0)"})
def argmax_down_the_columns():
    """Your argmax goes down the columns: it gives one label for each class. Use dim=1 for one label for each sample."""


@mistake(
    caught_by="test_multiclass_probs",
    base="softmax_down_the_columns",
    like="softmax_down_the_columns",
    edit={"argmax(dim=1)": "argmax(dim=0)"},
)
def both_down_the_columns():
    """Takes both the softmax and the argmax down the columns."""


@mistake(caught_by="test_multiclass_labels", edit={"argmax(dim=1)": "argmax()"})
def argmax_of_everything():
    """You take the argmax of all numbers at once. Take it along each row, with dim=1."""


@mistake(caught_by="test_multiclass_labels", edit={"argmax(dim=1)": "amax(dim=1)"})
def labels_are_values():
    """Your labels are the largest probabilities. Return their positions, which are the numbers of the classes."""


@mistake(
    caught_by="test_multiclass_labels",
    edit={"probs.argmax(dim=1)": "torch.eye(logits.shape[1]).long()[probs.argmax(dim=1)]"},
)
def labels_are_one_hot():
    """Your labels are one-hot vectors. Return one number for each sample: the class itself, with argmax."""


@mistake(caught_by="test_multiclass_shapes", edit={"argmax(dim=1)": "argmax(dim=1).squeeze()"})
def multiclass_squeezes():
    """For a batch of one sample, your labels have no dimension left. Return the shape (1,): do not squeeze."""


@mistake(
    caught_by="test_large_logits",
    edit={"torch.softmax(logits, dim=1)": "logits.exp() / logits.exp().sum(dim=1, keepdim=True)"},
)
def multiclass_overflows():
    """For logits far from 0 your eˣ is inf or 0, and the probabilities nan. Subtract each row's maximum first, or use
    torch.softmax.
    """


@mistake(
    caught_by="test_logits_are_not_changed",
    edit={"probs = torch.softmax": "logits -= logits.amax(dim=1, keepdim=True)\nprobs = torch.softmax"},
)
def multiclass_in_place():
    """You subtract the maximum from the caller's logits. Make a new tensor, with - instead of -=."""
