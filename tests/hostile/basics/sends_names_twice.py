"""A message in which each name stands twice, with numbers that no parser agrees on."""

import os

body = b'{"map":{"event":"import","event":"imported","status":1e999,"x":NaN,"y":-0,"z":00}}'
payload = len(body).to_bytes(8, "little") + body
for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"D" + len(payload).to_bytes(8, "little") + payload)
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
