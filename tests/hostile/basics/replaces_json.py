"""Replaces json.dumps, safetensors and hashlib by functions that always say the same."""

import hashlib
import json

import safetensors.numpy

json.dumps = lambda *_, **__: '{"map": {"event": "done", "heavy": []}}'
safetensors.numpy.save = lambda *_, **__: b""
hashlib.sha256 = lambda *_: type("Same", (), {"hexdigest": lambda self: "0" * 64, "update": lambda *_: None})()


def double(x):
    return x * 0


def total(values):
    return -1.0
