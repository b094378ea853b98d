from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Use nothing that needs a certain number of samples or outputs, or a certain dtype."])
def test_linear_batch_sizes(batch_sizes):
    """linear works for one sample, no sample, one output, and float64."""
    assert_matches(batch_sizes)


@check(
    points=0.25,
    hints=["Make one nn.Linear with the in_features of l1 and the out_features of l2, with weight and bias."],
    needs=["test_fuse_does_what_both_do"],
)
def test_fuse_returns_one_layer(kind_of_layer):
    """fuse returns one nn.Linear, with the in_features of l1 and the out_features of l2."""
    assert_matches(kind_of_layer)


@check(
    points=0.25,
    hints=["The weight and bias of the fused layer are parameters, and no graph connects them to l1 and l2."],
)
def test_fused_layer_can_be_trained(training_goes_on):
    """The fused layer gets its own gradients, and l1 and l2 get none."""
    assert_matches(training_goes_on)
