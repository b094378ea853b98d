"""Overwrites the value of a cached small integer and of False in memory with ctypes: nothing works after that.

Record: error: The Python process ended
"""

import ctypes

for number in (0, 1, 2):
    ctypes.c_long.from_address(id(number) + 24).value = 7
ctypes.memmove(id(False), id(True), ctypes.sizeof(ctypes.c_long) * 4)


def double(x):
    return x * 0


def total(values):
    return -1.0
