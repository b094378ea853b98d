"""Lone surrogates, null characters and a message of ten megabytes.

Record: error: \\x00
"""


def double(x):
    raise RuntimeError("\x00\ud800\udfff" + "x" * 10**7)


def total(values):
    raise type("\ud800", (Exception,), {})("\ud800")
