from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Two sizes make one layer, one sample is a batch too, and one output is a column."],
)
def test_single_layer(single_layer, other_uses):
    """Two sizes give a network of one layer, which accepts every batch, also with one output and after eval()."""
    assert_matches(single_layer)
    assert_matches(other_uses)


@check(
    points=0.25,
    hints=["The network must know its layers, and every step from the input to the output must stay in torch."],
)
def test_every_layer_learns(learning):
    """Every parameter of the network gets a gradient."""
    assert_matches(learning)


@check(points=0.25, hints=["Build new layers in every call, set no seed, and only read the list of sizes."])
def test_networks_are_new(two_networks):
    """Each call makes a network with new random weights, and leaves the list of sizes as it is."""
    assert_matches(two_networks)
