"""Opens pseudo-terminals until the whole machine has none left, and types into the one that started it.

Record: error: got nothing
Needs: bwrap
"""

import fcntl
import os
import termios

got = []
for place in ("/dev/ptmx", "/dev/pts/ptmx", "/dev/pts/0", "/dev/console", "/dev/tty0", "/dev/tty"):
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_NOCTTY)
        got.append(place)
        fcntl.ioctl(descriptor, termios.TIOCSTI, b"x")
        got.append(f"typed into {place}")
    except OSError:
        pass
raise RuntimeError(f"got {got or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
