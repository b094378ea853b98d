"""Right answers in another form."""

import numpy as np

from dlcourse.graders.authoring import variant


@variant(of="sequential_order")
def order_as_text():
    """One string, with commas."""
    return "1, 6, 5, 2, 4, 3"


@variant(of="sequential_order")
def order_as_digits():
    """A tuple of strings."""
    return ("1", " 6", "5.", "2", "4", "3 ")


@variant(of="true_statements")
def statements_as_text():
    """Another order, in a sentence."""
    return "d, c and a"


@variant(of="true_statements")
def statements_without_spaces():
    """Nothing between the letters."""
    return "acd"


@variant(of="true_statements")
def statements_as_a_set():
    """A set, where order means nothing."""
    return {"A", "c", "D "}


@variant(of="parameter_count")
def count_as_text():
    """The number as a string."""
    return " 81 parameters"


@variant(of="parameter_count")
def count_as_a_float():
    """A float, from NumPy."""
    return np.float64(16 * 4 + 4 + 4 * 2 + 2 + 2 + 1)


@variant(of="fine_tuning_order")
def steps_as_digits():
    """Five digits in one number."""
    return 43215


@variant(of="fine_tuning_order")
def steps_as_an_array():
    """An array."""
    return np.array([4, 3, 2, 1, 5])


@variant(of="fine_tuning_order")
def steps_as_text():
    """One string, with arrows."""
    return "4 -> 3 -> 2 -> 1 -> 5"


@variant(of="imbalanced_metric")
def metric_with_score():
    """Its longer name."""
    return "F1-score"


@variant(of="imbalanced_metric")
def metric_in_lower_case():
    """Lower case and spaces, in a list."""
    return [" f1 score"]


@variant(of="imbalanced_metric")
def metric_with_article():
    """A name with its article."""
    return "The F1-score."


@variant(of="parameter_count")
def count_as_a_decimal():
    """A decimal number and a short word."""
    return "81.0 params"


@variant(of="imbalanced_metric")
def metric_with_a_lowered_digit():
    """As it stands in formulas."""
    return "F₁"
