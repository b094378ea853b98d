"""Raises the limit for core files and aborts, to leave the worker's memory on the disk.

Record: error: process ended
Needs: bwrap
"""

import os
import resource

try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (ValueError, OSError):
    pass
os.abort()


def double(x):
    return x * 0


def total(values):
    return -1.0
