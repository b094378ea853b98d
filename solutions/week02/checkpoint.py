"""What have you learned? Four questions about slopes and derivatives.

Each function takes nothing and returns your answer; its docstring is the question. Upper and lower case, spaces and
punctuation do not matter, except a minus sign. Several answers may be in a list or in one string: [2, 1] is the same as "2, 1".
"""


def slope_signs() -> list[int] | str:
    """Four lines are drawn on paper. Which slope has each of them?

    1. A line that is horizontal.
    2. A line that falls from left to right.
    3. A line that is vertical.
    4. A line that rises from left to right.

    Return the numbers of all four lines in this order: the line with a positive slope, the one with a negative slope, the
    one with the slope 0, and the one that has no slope.
    """
    ### BEGIN SOLUTION
    return [4, 2, 1, 3]
    ### END SOLUTION


def steepest_line() -> str:
    """Each of these lines goes through two points. Which one is the steepest?

    A. (1, 2) and (13, 8)
    B. (4, 15) and (3, 21)
    C. (0, 1) and (2, 7)
    D. (-3, 9) and (5, 9)

    Return its letter.
    """
    ### BEGIN SOLUTION
    return "B"
    ### END SOLUTION


def slope_of_the_square() -> int | str:
    """What is the derivative of f(x) = x² at x = -4?

    Return the number.
    """
    ### BEGIN SOLUTION
    return -8
    ### END SOLUTION


def derivative_of_the_sine() -> str:
    """What is the derivative of sin(6x)?

    A. cos(6x)
    B. 6 · cos(x)
    C. 6 · sin(6x)
    D. 6 · cos(6x)
    E. -6 · cos(6x)

    Return its letter.
    """
    ### BEGIN SOLUTION
    return "D"
    ### END SOLUTION
