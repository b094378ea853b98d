"""Reads the records and the evidence of those who were graded before.

Record: error: loot: nothing
Needs: bwrap
"""

import os

found = []
for folder in ("", "/records", "/evidence", "/keys"):
    try:
        found += os.listdir(f"@ROOT@/results{folder}")
    except OSError:
        pass
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
