from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Is p the probability that an element is dropped, or that it is kept?",
        "Draw a number for each element; it decides, with probability p, that the element becomes 0.",
        "Look up torch.rand and its argument generator, or torch.bernoulli.",
    ],
)
def test_share_of_zeros(share):
    """dropout replaces a share p of the elements by 0."""
    assert_matches(share)


@check(
    points=0.5,
    hints=[
        "If a share p of the elements becomes 0, how large is the sum of the others, on average?",
        "Scale up the kept elements, so that the average is the same with and without dropout.",
        "Look up what nn.Dropout does during training, in its documentation.",
    ],
)
def test_what_is_kept_is_scaled(scale):
    """dropout multiplies the kept elements by 1 / (1 - p)."""
    assert_matches(scale)


@check(
    points=0.5,
    hints=[
        "Should a prediction change from one call to the next?",
        "In evaluation nothing is dropped, and nothing is scaled.",
        "Look up what nn.Dropout does after model.eval().",
    ],
    needs=["test_share_of_zeros"],
)
def test_evaluation(evaluation):
    """dropout returns the values unchanged if training is False."""
    assert_matches(evaluation)


@check(
    points=0.25,
    hints=[
        "Which shape do your draws have?",
        "Draw for each element separately, not for each row or column.",
        "Look up the argument size of torch.rand, and torch.rand_like.",
    ],
)
def test_each_element_has_its_own_draw(own_draws):
    """dropout drops different elements in each row and column."""
    assert_matches(own_draws)


@check(
    points=0.25,
    hints=[
        "With the same seeded generator, is the result the same again? And without a generator, is it new in each call?",
        "All draws come from the caller's generator, which gives new numbers in each call. Set no seed in the "
        "function.",
        "Look up the argument generator of torch.rand, and torch.Generator.",
    ],
)
def test_generator(seeded, without_a_generator):
    """dropout draws from the generator that the caller gives, and draws new numbers in each call."""
    assert_matches(seeded)
    assert_matches(without_a_generator)


@check(
    points=0.25,
    hints=[
        "What is in the caller's x after the call?",
        "Make a new tensor, because the caller still needs x.",
        "Look up the difference between a *= b and a = a * b for tensors, and what x[mask] = 0 writes into.",
    ],
    needs=["test_share_of_zeros"],
)
def test_input_is_left(input_afterwards):
    """dropout does not change its input."""
    assert_matches(input_afterwards)


@check(
    points=0.25,
    hints=[
        "What is 1 / (1 - p) if p is 1? And does each element have a draw of its own?",
        "If everything is dropped, nothing is kept that could be scaled: the result is 0 everywhere, also for p ="
        " 1. Draw a number for each element of x, whatever its shape is.",
        "Look up torch.zeros_like, and the argument size of torch.rand.",
    ],
    needs=["test_share_of_zeros"],
)
def test_nothing_and_everything(nothing_to_drop, everything_to_drop, many_dimensions):
    """dropout keeps everything for p = 0 and nothing for p = 1, and draws for each element, in any shape and dtype."""
    assert_matches(nothing_to_drop)
    assert_matches(everything_to_drop)
    assert_matches(many_dimensions)


@check(
    points=0.5,
    hints=[
        "What is the derivative of wd / 2 · p² with respect to p, and is it positive or negative for a negative p?",
        "SGD steps against the gradient, so the part that you add pulls a weight towards 0, from both sides.",
        "Look up the formula of weight_decay in the documentation of torch.optim.SGD.",
    ],
)
def test_decayed_grad(decay):
    """decayed_grad adds the gradient of the weight decay."""
    assert_matches(decay)


@check(
    points=0.25,
    hints=[
        "Which tensor do your operations write into?",
        "Make a new tensor, because the caller still needs the parameter and its gradient.",
        "Look up the difference between a += b and a = a + b for tensors, and between add_ and add.",
    ],
    needs=["test_decayed_grad"],
)
def test_decayed_grad_leaves_its_inputs(decay_afterwards):
    """decayed_grad does not change the parameter or its gradient."""
    assert_matches(decay_afterwards)
