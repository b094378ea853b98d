"""Takes memory until there is none.

Record: error: MemoryError
"""


def double(x):
    kept = []
    while True:
        kept.append(bytearray(10**7))


def total(values):
    return "x" * 10**12
