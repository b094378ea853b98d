"""Sends lines as the grader's own processes exchange them, with another student's name and points.

Record: error: The Python process ended
"""

import json
import os

lines = b""
for student in ("a_right", "forges_for_another_student", "z_right", ""):
    lines += json.dumps({"student": student, "points": 0.0, "topics": [], "reused": False, "error": "forged"}).encode()
    lines += b"\n"
for descriptor in range(3, 64):
    try:
        os.write(descriptor, lines * 5)
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
