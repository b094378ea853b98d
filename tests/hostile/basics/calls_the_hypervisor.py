"""Sockets that network namespaces do not separate, or that see the wire: vsock, netlink, packet, raw, alg, bluetooth.

Record: error: reached nothing
Needs: bwrap
"""

import socket

reached = []
for name in ("AF_VSOCK", "AF_NETLINK", "AF_PACKET", "AF_ALG", "AF_BLUETOOTH", "AF_CAN", "AF_TIPC", "AF_QIPCRTR", "AF_RDS"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(getattr(socket, name, -1), kind).close()
            reached.append(name)
        except OSError:
            pass
raise RuntimeError(f"reached {reached or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
