"""Sends a hundred thousand small frames, each correct in itself."""

import os

from dlcourse.graders.engine.evidence.wire import pack

packed = pack({"event": "imported"})
frames = (b"D" + len(packed).to_bytes(8, "little") + packed) * 1000
for descriptor in range(3, 64):
    try:
        for _ in range(100):
            os.write(descriptor, frames)
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
