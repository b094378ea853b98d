"""Looks for the expected evidence: keys in the results folder, in caches, and in what the package ships.

Record: error: loot: nothing
Needs: bwrap
"""

import pathlib

found = []
for folder in ("@ROOT@/results", "@CACHE@", "/root/.cache", "/tmp", "/var/tmp", "/engine"):
    files = pathlib.Path(folder).glob("**/*.key")  # Python's packages have others of that name
    found += [path.name for path in files if b"dlcourse/key" in path.read_bytes()]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
