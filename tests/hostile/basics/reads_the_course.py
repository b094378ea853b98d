"""Reads solutions, hidden checks and the manifest from where the course lies.

Record: error: loot: nothing
Needs: bwrap
"""

import pathlib

found = []
for folder in ("@ROOT@/course", "@ROOT@", "/home", "/engine"):
    for path in pathlib.Path(folder).glob("**/*.[pt][yo]*"):
        if path.name in ("test_hidden.py", "test_visible.py", "probes.py", "course.toml", "mistakes"):
            found.append(path.read_text()[:200])
        elif "solutions" in path.parts:
            found.append(path.read_text()[:200])
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
