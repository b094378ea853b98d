"""Recursion without end, with the limit raised.

Record: error
"""

import sys


def double(x):
    sys.setrecursionlimit(10**9)
    return down({})


def down(value):
    return repr(type("Deep", (), {"__repr__": lambda self: down(self)})()) + down(value)


def total(values):
    return down({})
