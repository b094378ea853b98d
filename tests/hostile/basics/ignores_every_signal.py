"""Ignores SIGTERM, SIGINT and all others that can be ignored, catches everything, and goes on.

Record: timeout: had not ended after
"""

import signal
import time

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        time.sleep(600)
    except BaseException:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
