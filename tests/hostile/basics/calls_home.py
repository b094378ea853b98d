"""Connects to the internet: TCP, UDP, a name to look up.

Record: error: reached nothing
Needs: bwrap
"""

import socket

reached = []
for family, address in ((socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80))):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(family, kind) as line:
                line.settimeout(0.2)
                line.connect(address)
                line.send(b"canary")
                reached.append(address)
        except OSError:
            pass
try:
    reached.append(socket.gethostbyname("example.invalid"))
except OSError:
    pass
try:
    reached.append(socket.gethostbyname("localhost."))
except OSError:
    pass
raise RuntimeError(f"reached {reached or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
