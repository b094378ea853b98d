"""Sockets, and pairs of them, that network namespaces do not separate, or that see the wire: vsock, netlink, packet, alg, tipc.

Record: error: reached nothing
Needs: bwrap
"""

import errno
import socket

reached = []
for name in ("AF_VSOCK", "AF_NETLINK", "AF_PACKET", "AF_ALG", "AF_BLUETOOTH", "AF_CAN", "AF_TIPC", "AF_QIPCRTR", "AF_RDS"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        for make in (socket.socket, socket.socketpair):
            try:
                make(getattr(socket, name, -1), kind)
                reached.append(f"{make.__name__} {name}")
            except OSError as error:
                if error.errno != errno.ENETUNREACH:  # the kernel answered, and not the filter
                    reached.append(f"{make.__name__} {name}: {error}")
raise RuntimeError(f"reached {reached or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
