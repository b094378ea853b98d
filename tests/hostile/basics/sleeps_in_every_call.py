"""Sleeps in each exercise until somebody gives up.

Record: timeout: had not ended after
"""

import time


def double(x):
    time.sleep(600)


def total(values):
    time.sleep(600)
