"""Looks for the expected evidence: keys in the results folder, in caches, and in what the package ships.

Record: error: loot: nothing
Needs: bwrap
"""

import pathlib

found = []
for folder in ("@ROOT@/results", "@CACHE@", "/root/.cache", "/tmp", "/var/tmp", "/engine"):
    found += [path.read_bytes()[:100] for path in pathlib.Path(folder).glob("**/*.key")]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
