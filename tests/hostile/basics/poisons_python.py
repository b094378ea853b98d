"""Writes sitecustomize.py, .pth files and modules that others import into every folder of sys.path and the caches.

Record: error: left in nothing
Needs: bwrap
"""

import os
import site
import sys

folders = {*sys.path, *site.getsitepackages(), sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), "@CACHE@"}
for module in list(sys.modules.values()):
    if file := getattr(module, "__file__", None):
        folders |= {os.path.dirname(str(file)), os.path.join(os.path.dirname(str(file)), "__pycache__")}
left = []
for folder in filter(None, folders):
    for name in ("sitecustomize.py", "usercustomize.py", "hostile.pth", "torchmetrics.py", "json.py"):
        try:
            with open(os.path.join(folder, name), "x") as file:
                file.write("print('poisoned')")
            left.append(folder)
        except OSError:
            pass
raise RuntimeError(f"left in {left or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
