"""Connects to services of the machine that grades: a port on loopback, a unix socket, an abstract one.

Record: error: reached nothing
Needs: bwrap
"""

import socket

reached = []
for family, address in (
    (socket.AF_INET, ("127.0.0.1", int("@PORT@"))),
    (socket.AF_INET, ("127.0.0.1", 5432)),
    (socket.AF_UNIX, "@SOCKET@"),
    (socket.AF_UNIX, "\0@ABSTRACT@"),
    (socket.AF_UNIX, "/run/dbus/system_bus_socket"),
    (socket.AF_UNIX, "/var/run/docker.sock"),
    (socket.AF_UNIX, "\0/tmp/.X11-unix/X0"),
):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(0.2)
            line.connect(address)
            line.send(b"hostile")
            reached.append(address)
    except OSError:
        pass
raise RuntimeError(f"reached {reached or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
