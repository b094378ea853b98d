"""Looks for the course seed where dlcourse keeps it, and for private files in every home.

Record: error: loot: nothing
Needs: bwrap
"""

import os
import pathlib

homes = {os.path.expanduser("~"), os.path.expanduser("~root"), "@ROOT@/home", "/root", *map(str, pathlib.Path("/home").glob("*"))}
found = []
for home in homes:
    for place in (".config/dlcourse", ".local/share/dlcourse", ".ssh", ".netrc", ".pgpass", ".bash_history", ".gitconfig"):
        found += [str(path) for path in pathlib.Path(home).glob(f"{place}/**/*")]
        found += [str(path) for path in pathlib.Path(home).glob(place)]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
