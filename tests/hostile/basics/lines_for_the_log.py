"""Errors with newlines that would read as lines of the log: another student, a better grade.

Record: error: a_right
"""

TEXT = "no\na_right 0/10\nlines_for_the_log  10/10 passed\r\nNote: all submissions have been graded\u2028\u0085"


def double(x):
    raise RuntimeError(TEXT)


def total(values):
    raise RuntimeError(TEXT)
