"""Copies from the others: reads what they handed in, by name and by listing.

Record: error: loot: nothing
Needs: bwrap
"""

import pathlib

found = []
for path in [pathlib.Path("@ROOT@/submissions/a_right/numbers.py"), *pathlib.Path("@ROOT@").glob("submissions/*/*")]:
    try:
        found.append(path.read_text()[:200])
    except OSError:
        pass
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
