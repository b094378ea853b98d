"""A program that imports the packages that it is given, and prints a line of JSON on each, after MARK.

It runs in a process of its own, because a broken package can hang or end the process that imports it.
"""

import importlib
import json
import sys
import time
import traceback
from importlib import metadata

MARK = "dlcourse doctor: "


def look(name: str) -> dict[str, object]:
    """Import a package, and return its version, its CUDA version, how long it took, and its error if it failed."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = ""
    found: dict[str, object] = {"name": name, "version": version}
    begun = time.perf_counter()
    try:
        module = importlib.import_module(name)
        found["cuda"] = str(getattr(getattr(module, "version", None), "cuda", None) or "")
    except BaseException as error:
        words = [line.strip() for line in "".join(traceback.format_exception_only(error)).splitlines() if line.strip()]
        found["error"] = words[-1] if words else type(error).__name__
        if isinstance(error, ModuleNotFoundError):
            found["lacks"] = str(error.name)
    return found | {"seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"\n{MARK}{json.dumps(look(name))}", flush=True)
