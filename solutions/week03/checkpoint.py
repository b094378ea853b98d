"""What have you learned? Five questions about the week.

Each function takes nothing and returns your answer; its docstring is the question. Upper and lower case, spaces and
punctuation do not matter. Several answers may be in a list or in one string: [2, 1] is the same as "2, 1".
"""


def sequential_order() -> list[int] | str:
    """Put the six lines into the order in which they make a valid model.

    1. nn.Sequential(
    2. nn.Linear(14, 3),
    3. )
    4. nn.Linear(3, 2),
    5. nn.Linear(20, 14),
    6. nn.Linear(5, 20),

    Return the numbers of all six lines, from the first line to the last.
    """
    ### BEGIN SOLUTION
    return [1, 6, 5, 2, 4, 3]
    ### END SOLUTION


def true_statements() -> list[str] | str:
    """Which of these statements are true? There may be several.

    A. One linear layer with one output, followed by a sigmoid, is the same function as a logistic regression.
    B. A network has at most two linear layers.
    C. If a sample belongs to one of several classes, a softmax is the usual way to get their probabilities.
    D. In a sequence of linear layers, each must have as many inputs as the one before it has outputs.

    Return the letters of all true statements, in any order.
    """
    ### BEGIN SOLUTION
    return ["A", "C", "D"]
    ### END SOLUTION


def parameter_count() -> int | str:
    """How many parameters does this model have? Count them by hand.

    nn.Sequential(
        nn.Linear(16, 4),
        nn.Linear(4, 2),
        nn.Linear(2, 1),
    )

    Return the number.
    """
    ### BEGIN SOLUTION
    return 81
    ### END SOLUTION


def fine_tuning_order() -> list[int] | str:
    """Put the steps of fine-tuning into the right order.

    1. Train on the new data, with a smaller learning rate.
    2. Decide which of the loaded layers to freeze, if any, and freeze them.
    3. Load the weights that were trained before.
    4. Look for a model that was trained on a similar task.
    5. Look at the losses, and decide whether the learning rate must change.

    Return the numbers of all five steps, from the first step to the last.
    """
    ### BEGIN SOLUTION
    return [4, 3, 2, 1, 5]
    ### END SOLUTION


def imbalanced_metric() -> str:
    """20 of 1000 people have a disease, and a classifier must find them. Which one of these metrics judges it best?

    It should be high only if most of the 20 are found, and if most of the people who are reported have the disease.

    - accuracy
    - precision: of those who are reported, the share who have the disease
    - recall: of those who have the disease, the share who are reported
    - F1

    Return its name.
    """
    ### BEGIN SOLUTION
    return "F1"
    ### END SOLUTION
