from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, needs=["test_binary_labels"], hints=["Use operations for any shape and dtype, and no squeeze."])
def test_binary_shapes(binary_shapes, binary_dtypes):
    """binary_labels keeps the shape and the dtype of its logits, also for one sample and for float64."""
    assert_matches(binary_shapes)
    assert_matches(binary_dtypes)


@check(
    points=1,
    needs=["test_multiclass_labels"],
    hints=["squeeze removes every dimension of length 1. Which one is the batch?"],
)
def test_multiclass_shapes(multiclass_shapes):
    """multiclass_labels works for a batch of one sample."""
    assert_matches(multiclass_shapes)


@check(points=0.5, hints=["e to the power of 100 is inf in float32. torch.sigmoid and torch.softmax avoid it."])
def test_large_logits(large_binary, large_multiclass):
    """Logits far from 0 become probabilities without nan."""
    assert_matches(large_binary)
    assert_matches(large_multiclass)


@check(
    points=0.5,
    needs=["test_binary_probs", "test_multiclass_probs"],
    hints=["Names that end in an underscore and operators like -= change a tensor: make a new one."],
)
def test_logits_are_not_changed(binary_probs, multiclass_probs):
    """Both functions leave the logits as they are."""
    assert_matches(binary_probs, "logits")
    assert_matches(multiclass_probs, "logits")
