from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Which numbers change in a step, by how much, and in which direction?",
        "Change the numbers inside each parameter, and do it where autograd does not record.",
        "Look up torch.no_grad, and how p -= d differs from p = p - d.",
    ],
    hints_for={
        "error": "Not every model can be gone through layer by layer. Ask it for its parameters, and change them where"
        " autograd does not record.",
    },
)
def test_one_layer(one_layer):
    """sgd_step moves the weight and bias of a layer by lr times their gradients, against the gradient."""
    assert_matches(one_layer)


@check(
    points=0.75,
    hints=[
        "Does your function know how many layers the model has, or where they are?",
        "It does not need to know: the model itself can list everything that must move.",
        "Look up nn.Module.parameters.",
    ],
    hints_for={
        "error": "Not every module has a weight and a bias. Ask the model itself for all its parameters.",
    },
)
def test_every_layer(every_layer):
    """sgd_step moves the parameters of every layer of a network."""
    assert_matches(every_layer)


@check(
    points=0.25,
    hints=[
        "An optimizer keeps the parameters that it was given. Are they still the parameters of the model after your "
        "step?",
        "Write new values into the parameter that is there; do not replace it by another one.",
        "Look up in-place operations, and Tensor.copy_.",
    ],
    needs=["test_one_layer"],
)
def test_same_parameters(same_parameters):
    """After sgd_step the model has the same Parameter objects, and they are still trainable."""
    assert_matches(same_parameters)


@check(
    points=0.25,
    hints=[
        "What is .grad of a parameter that the loss does not depend on, or that is frozen?",
        "If there is no gradient, there is nothing to subtract.",
        "Look up Tensor.grad: what it is before any backward().",
    ],
)
def test_without_gradient(without_gradient, unused_layer):
    """sgd_step leaves a parameter without a gradient as it is, frozen or not, and moves the others."""
    assert_matches(without_gradient)
    assert_matches(unused_layer)


@check(
    points=0.25,
    hints=[
        "What does the caller find in .grad after your step?",
        "Read the gradients, do not write into them and do not clear them, and return nothing.",
        "Look up how a * b differs from a *= b for tensors.",
    ],
    needs=["test_one_layer"],
)
def test_gradients_stay(gradients_after):
    """sgd_step does not change the gradients, and returns None."""
    assert_matches(gradients_after)
