"""A message whose safetensors header claims offsets outside the file and a shape that overflows."""

import json
import os

for shape, offsets in (([2**40, 2**40], [0, 8]), ([1], [8, 0]), ([1], [0, 2**62])):
    inner = json.dumps({"0": {"dtype": "F64", "shape": shape, "data_offsets": offsets}}).encode()
    tensors = len(inner).to_bytes(8, "little") + inner + bytes(8)
    body = b'{"map":{"event":"imported","y":{"array":["0",[1],"float64","ndarray",false]}}}'
    payload = len(body).to_bytes(8, "little") + body + tensors
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"D" + len(payload).to_bytes(8, "little") + payload)
        except OSError:
            pass


def double(x):
    return x * 0


def total(values):
    return -1.0
