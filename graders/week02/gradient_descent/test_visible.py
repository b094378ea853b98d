from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1.5,
    hints=[
        "What does each input contribute to the prediction, and what is there without any input?",
        "Multiply each weight with its number, add everything up, and add the bias.",
        "Look up zip and sum.",
    ],
)
def test_prediction(predictions):
    """A neuron returns the weighted sum of its inputs, plus the bias."""
    assert_matches(predictions)


@check(
    points=1.5,
    needs=["test_prediction"],
    hints=[
        "Which seed gives which weights, and what may never be the same?",
        "Make a generator from the seed, and draw every weight anew, between -1 and 1. The bias starts at 0.",
        "Look up random.Random, and its method uniform.",
    ],
)
def test_first_weights(initial, spread, seeds):
    """A new neuron has n_in weights between -1 and 1, which the seed decides, and the bias 0."""
    assert_matches(initial)
    assert_matches(spread)
    assert_matches(seeds)


@check(
    points=2.5,
    hints=[
        "If one weight grows a little, by how much does the squared error of one sample grow?",
        "The derivative of the loss by a weight is the mean of 2 · error · x, and by the bias the mean of 2 · error. "
        "Go a step against it, of the length lr times the derivative.",
        "Look up the table of derivatives in this section of the README, and work through its example by hand.",
    ],
)
def test_one_step(one_step, one_step_with_two_inputs):
    """fit changes all weights and the bias by one step of gradient descent."""
    assert_matches(one_step)
    assert_matches(one_step_with_two_inputs)


@check(
    points=2,
    needs=["test_one_step"],
    hints=[
        "Which gradients does your second step use?",
        "Each step computes its derivatives anew, from 0, with the weights that the step before has left.",
        "Look up which of your lines stand inside the loop over the steps, and which before it.",
    ],
)
def test_three_steps(three_steps):
    """Each step of fit begins where the one before has ended, with derivatives of its own."""
    assert_matches(three_steps)


@check(
    points=1.5,
    hints=[
        "How many losses are there after three steps, and with which weights is the first computed?",
        "Compute the mean of the squared errors before each step, and append it to a list. Return the list in the end.",
        "Look up the example in the docstring of fit: its first loss is (2² + 4²) / 2.",
    ],
    hints_for={"type": "fit returns a list of floats. If you use Values, append loss.data, which is a number."},
)
def test_losses(first_loss, losses):
    """fit returns the mean squared error before each step."""
    assert_matches(first_loss)
    assert_matches(losses)


@check(
    points=1.5,
    needs=["test_three_steps", "test_losses"],
    hints=[
        "The single steps are right. What changes over a few hundred of them?",
        "Make as many steps as `steps` says, and change the neuron that you were given.",
        "Look up range.",
    ],
)
def test_line(line):
    """After 300 steps the neuron has found the line that the points lie on."""
    assert_matches(line, "losses")
    assert_matches(line, "w", "b", rtol=0, atol=0.05)
