"""A double fork with a session of its own: the daemon waits, then writes wherever it can.

Record: failed
Needs: bwrap
"""

import os
import signal
import time

if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)
    if os.fork() == 0:
        time.sleep(1)
        for folder in ("/tmp", "/var/tmp", "/dev/shm", "@ROOT@", "@ROOT@/submissions", "@ROOT@/results"):
            try:
                open(f"{folder}/hostile-daemon", "w").close()
            except OSError:
                pass
        time.sleep(600)
    os._exit(0)


def double(x):
    return x * 0


def total(values):
    return -1.0
