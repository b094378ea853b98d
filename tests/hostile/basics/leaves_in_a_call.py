"""os._exit(0) from inside an exercise, after it has printed what a passing run might print.

Record: error: The Python process ended
"""

import os


def double(x):
    print("6 passed", flush=True)
    os._exit(0)


def total(values):
    return os._exit(0)
