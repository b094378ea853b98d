"""Prints and writes megabytes to standard output and error, with and without Python's own streams."""

import os
import sys


def flood():
    for _ in range(200):
        print("6 passed in 0.01s " * 1000)
        sys.__stdout__.write("x" * 10_000)
        sys.__stderr__.write("x" * 10_000)
        os.write(1, b"x" * 60_000)
        os.write(2, b"x" * 60_000)


def double(x):
    flood()
    return x * 0


def total(values):
    flood()
    return -1.0
