"""Opens files, pipes and sockets until no more can be opened.

Record: error: full after less
Needs: bwrap
"""

import os
import socket

kept = []
try:
    while len(kept) < 50_000:
        kept += [os.open("/dev/null", os.O_RDONLY), *os.pipe(), *socket.socketpair()]
except OSError:
    pass
count = len(kept)
del kept
os.closerange(10, 256)
raise RuntimeError(f"full after {'less' if count < 1000 else 'more'} than 1000 descriptors")


def double(x):
    return x * 0


def total(values):
    return -1.0
