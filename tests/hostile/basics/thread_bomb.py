"""Starts threads until no more can be started.

Record: error: start new thread
Needs: bwrap
"""

import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()


def double(x):
    return x * 0


def total(values):
    return -1.0
