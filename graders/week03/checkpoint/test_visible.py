from dlcourse.graders.authoring import check


def assert_is_an_answer(run, form):
    """Fail unless the function has returned something that has the form of an answer."""
    assert run["is None"] is False, "Your function returns nothing. print shows an answer to you: return it."
    assert run["is an answer"], form


@check(
    points=0.75,
    hints=[
        "Which line opens the model, which one closes it, and which layer can come first?",
        "Go from one layer to the next: the outputs of one layer are the inputs of the next.",
        "Look up nn.Linear: its first argument is the number of inputs, its second the number of outputs.",
    ],
)
def test_sequential_order(lines_of_a_model):
    """sequential_order puts the lines of the model into a valid order."""
    assert_is_an_answer(lines_of_a_model, "An answer has the numbers 1 to 6, each once, such as [1, 2, 3, 4, 5, 6].")
    assert lines_of_a_model["hash"] == lines_of_a_model.expected["hash"], "This order does not make a valid model yet."


@check(
    points=0.75,
    hints=[
        "Can you think of an example against one of the statements?",
        "Judge each statement by itself: several can be true, and an incomplete answer does not count.",
        "Look up the sections on layers in sequence, and on sigmoid and softmax, in this week's README.",
    ],
)
def test_true_statements(statements):
    """true_statements names all true statements, and no false one."""
    assert_is_an_answer(statements, 'An answer has one or more of the letters A to D, such as ["A", "B"].')
    assert statements["hash"] == statements.expected["hash"], (
        "These are not yet all of the true statements, and only those."
    )


@check(
    points=0.5,
    hints=[
        "How many numbers does a single neuron of the first layer have to learn?",
        "Go layer by layer: a neuron has a weight for each of its inputs, and a bias.",
        "Look up how to count in the section on parameters in this week's README.",
    ],
)
def test_parameter_count(parameters):
    """parameter_count returns the number of the model's parameters."""
    assert_is_an_answer(parameters, "An answer is a whole number, such as 10.")
    assert parameters["hash"] == parameters.expected["hash"], "This is not yet the number of the model's parameters."


@check(
    points=0.5,
    hints=[
        "What must be there before it can be loaded, and before it can be frozen?",
        "Ask what each step needs, and put it after the step that makes this.",
        "Look up the sections on transferring weights, and on freezing and fine-tuning, in this week's README.",
    ],
)
def test_fine_tuning_order(steps_of_fine_tuning):
    """fine_tuning_order puts the steps of fine-tuning into the right order."""
    run = steps_of_fine_tuning
    assert_is_an_answer(run, "An answer has the numbers 1 to 5, each once, such as [1, 2, 3, 4, 5].")
    assert run["hash"] == run.expected["hash"], (
        "A step comes too early here: it needs something that a later step makes."
    )


@check(
    points=0.5,
    hints=[
        "What does each metric say of a classifier that reports nobody, everybody, or only the clearest case?",
        "Compute the four metrics for these three classifiers: a good metric is high for none of them.",
        "Look up the four metrics in the section on this quiz in this week's README.",
    ],
)
def test_imbalanced_metric(metric):
    """imbalanced_metric names the metric for classes of very different sizes."""
    assert_is_an_answer(metric, 'An answer is one of the four names in the question, such as "accuracy".')
    assert metric["hash"] == metric.expected["hash"], "Another of the four metrics judges such a classifier better."
