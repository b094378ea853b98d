"""Ends the process with success from inside an exercise.

Record: error: SystemExit: 0
"""

import sys


def double(x):
    sys.exit(0)


def total(values):
    sys.exit(0)
