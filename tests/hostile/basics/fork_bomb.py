"""Every process starts others, until no more can be started.

Record: timeout: had not ended after
Needs: bwrap
"""

import os

while True:
    try:
        os.fork()
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
