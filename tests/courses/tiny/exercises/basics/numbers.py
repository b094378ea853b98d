"""Doubling and adding."""


def double(x):
    """Return twice every element of a float array, as a new array."""
    # TODO: your code here
    raise NotImplementedError("double")


def total(values):
    """Return the sum of a list of numbers as a float; ValueError for an empty list."""
    # TODO: your code here
    raise NotImplementedError("total")
