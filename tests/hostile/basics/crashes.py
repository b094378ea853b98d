"""Reads address 0: the process dies of a signal.

Record: error: process ended
"""

import ctypes

ctypes.string_at(0)


def double(x):
    return x * 0


def total(values):
    return -1.0
