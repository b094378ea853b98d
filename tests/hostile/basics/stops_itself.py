"""Sends itself SIGSTOP, from a helper process too, to be neither dead nor alive.

Record: timeout: had not ended after
"""

import os
import signal
import time

victim = os.getpid()
if os.fork() == 0:
    os.kill(victim, signal.SIGSTOP)
    os._exit(0)
os.kill(victim, signal.SIGSTOP)
time.sleep(600)


def double(x):
    return x * 0


def total(values):
    return -1.0
