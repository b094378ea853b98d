"""Right-to-left marks and zero-width characters that make a message read as another one.

Record: error: \\u202e
"""

TEXT = "\u202e01/01 dessap\u202c \u2066\u200bpassed\ufeff\u200f"


def double(x):
    raise RuntimeError(TEXT)


def total(values):
    raise RuntimeError(TEXT)
