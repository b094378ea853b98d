"""A program: import each package that is named, and print a line of JSON on each, after MARK. Run in a process of its own,
since a broken package can hang, and can end the process that imports it.
"""

import importlib
import json
import sys
import time
import traceback
from importlib import metadata

MARK = "dlcourse doctor: "


def look(name: str) -> dict[str, object]:
    """Import a package, and return what there is to know of it."""
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
