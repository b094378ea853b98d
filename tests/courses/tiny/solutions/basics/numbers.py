"""Doubling and adding."""


def double(x):
    """Return twice every element of a float array, as a new array."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def total(values):
    """Return the sum of a list of numbers as a float; ValueError for an empty list."""
    ### BEGIN SOLUTION
    if not values:
        raise ValueError("there is nothing to add up")
    return float(sum(values))
    ### END SOLUTION
