"""A loop without end while the file is imported.

Record: timeout: had not ended after
"""
while True:
    pass


def double(x):
    return x * 0


def total(values):
    return -1.0
