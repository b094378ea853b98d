"""Writes well-formed frames with good news for every probe down every descriptor, and leaves."""

import os

from dlcourse.graders.engine.evidence.wire import pack


def frame(**tree):
    packed = pack(tree)
    return b"D" + len(packed).to_bytes(8, "little") + packed


def answer(probe, **values):
    return frame(event="started", probe=probe) + frame(
        event="probe", probe=probe, status="ok", values=values, error=None, seconds=0.0, output=""
    )


said = frame(event="imported") + answer("double_values", y=True, x=None, points=3)
said += answer("total_values", sum=True, points=2) + answer("total_of_nothing", error=True)
said += frame(event="done", heavy=[]) + b"E" + bytes(8)
for descriptor in range(3, 256):
    try:
        os.write(descriptor, said)
    except OSError:
        pass
os._exit(0)


def double(x):
    return x * 0


def total(values):
    return -1.0
