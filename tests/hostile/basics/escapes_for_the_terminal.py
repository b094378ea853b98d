"""Raises errors whose text clears the screen, sets the title, and rewrites the line before it.

Record: error: \\x1b[2J
"""

TEXT = "\x1b[2J\x1b[H\x1b]0;hacked\x07\x1b]52;c;aGFja2Vk\x07\x9b31m10/10 passed\r\x08\x08\x1b[32m✔\x1b[0m"


def double(x):
    print(TEXT)
    raise RuntimeError(TEXT)


def total(values):
    raise type(TEXT, (Exception,), {})(TEXT)
