"""Listens on loopback and on an abstract socket, for the next student to send what they know.

Record: error: listening on 1
Needs: bwrap
"""

import os
import socket
import time

kept = []
for family, address in ((socket.AF_INET, ("127.0.0.1", 4711)), (socket.AF_UNIX, "\0hostile-listener")):
    try:
        line = socket.socket(family, socket.SOCK_STREAM)
        line.bind(address)
        line.listen()
        kept.append(line)
    except OSError:
        pass
if os.fork() == 0:
    time.sleep(600)
raise RuntimeError(f"listening on {len(kept)}")


def double(x):
    return x * 0


def total(values):
    return -1.0
