"""Reads what tells machines and people apart: accounts, host name, mounts, kernel messages, hardware.

Record: error: loot: nothing
Single: error: loot: ['/proc/mounts', '/proc/self/mountinfo'
Needs: bwrap
"""

import ctypes
import os

found = []
for path in (
    "/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/etc/machine-id", "/proc/mounts",
    "/proc/self/mountinfo", "/proc/cmdline", "/proc/kcore", "/proc/kallsyms", "/sys/class/dmi/id/product_uuid", "/sys/fs",
    "/dev/kmsg", "/dev/mem", "/dev/vda", "/dev/sda", "/var/log", "/var/lib", "/run", "/boot", "/mnt", "/media", "/srv",
):  # fmt: skip
    if os.access(path, os.R_OK):
        found.append(path)
if os.uname().nodename != "sandbox":
    found.append(os.uname().nodename)
if os.getuid() == 0 or os.getgroups() not in ([], [65534]):
    found.append(f"user {os.getuid()}, groups {os.getgroups()}")
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
