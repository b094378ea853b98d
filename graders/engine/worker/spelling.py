"""Which name was meant when a name does not exist or does nothing. Python suggests one only when it prints a traceback."""

from __future__ import annotations

import difflib
import re
import sys
import traceback
import types
from collections.abc import Iterable, Mapping
from typing import Final

MAX_NAME: Final = 100
CUTOFF: Final = 0.8  # how similar two names must be, from 0 to 1
LIBRARIES: Final = (  # where a missing name may come from
    *("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils.data"),
    *("numpy", "math"),
)
PACKAGES: Final = ("torch", "numpy", "pandas")  # what a misspelled import may have meant, beside Python's own modules
FLAGS: Final = ("requires_grad", "grad", "training")  # attributes of torch's objects that students set
UNKNOWN_IMPORT: Final = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")


def name_meant(error: BaseException) -> str:
    """Return the known name that an unknown name, attribute or module resembles most, or the name with its library, or ""."""
    if isinstance(error, UnboundLocalError):
        return ""
    try:
        match error:
            case NameError(name=str() as name):
                found = _for_name(name, error)
            case AttributeError(name=str() as name):
                found = _most_similar(name, dir(error.obj))
            case ModuleNotFoundError(name=str() as name):
                found = _for_module(name)
            case ImportError():
                found = _for_import(str(error))
            case _:
                found = ""
    except Exception:  # from a student's own __dir__ or attribute
        return ""
    return found[:MAX_NAME]


def flag_meant(name: str) -> str:
    """Return the attribute of tensors or models that a name resembles, or "". Python sets a misspelled one without an error."""
    close = [] if name in {*FLAGS, "_grad"} else difflib.get_close_matches(name[:MAX_NAME], FLAGS, n=1, cutoff=CUTOFF)
    return close[0] if close else ""


def _for_name(name: str, error: NameError) -> str:
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = frames[-1].f_globals
    return (
        _on_self(name, frames)
        or _most_similar(name, {*frames[-1].f_locals, *names})
        or _in_imported_library(name, names)
        or _most_similar(name, frames[-1].f_builtins)
    )


def _on_self(name: str, frames: list[types.FrameType]) -> str:
    """Return self.name if the object of the running method has it, or "self.name in __init__" if only a name there has it.

    frames: of the traceback, the innermost last. A comprehension or a lambda belongs to the method around it.
    """
    for frame in reversed(frames):
        if "self" in frame.f_locals:
            own = frame.f_locals["self"]
            if hasattr(own, name):
                return f"self.{name}"
            made = getattr(type(own).__init__, "__code__", None)  # a class without its own has Python's, without code
            return f"self.{name} in __init__" if made and name in made.co_varnames else ""
        if not frame.f_code.co_name.startswith("<"):
            break
    return ""


def _for_module(name: str) -> str:
    package, _, last = name.rpartition(".")
    if not package:
        return _most_similar(name, {*PACKAGES, *sys.stdlib_module_names})
    found = _most_similar(last, dir(sys.modules[package]))
    return f"{package}.{found}" if found else ""


def _for_import(text: str) -> str:
    """Return the full name that `from module import name` may have meant."""
    if (unknown := UNKNOWN_IMPORT.match(text)) is None:
        return ""
    name, module = unknown.groups()
    loaded = ((library, sys.modules.get(library)) for library in LIBRARIES)
    if library := next((library for library, there in loaded if there is not None and _holds(there, name)), ""):
        return f"{library}.{name}"
    found = _most_similar(name, dir(sys.modules[module]))
    return f"{module}.{found}" if found else ""


def _most_similar(name: str, names: Iterable[str]) -> str:
    known = sorted({*names} - {name})
    if same := [other for other in known if other.lower() == name.lower()]:
        return same[0]
    found = difflib.get_close_matches(name[:MAX_NAME], known, n=1, cutoff=CUTOFF)
    return found[0] if found else ""


def _in_imported_library(name: str, names: Mapping[str, object]) -> str:
    """Return a name with the library that holds it, as the student's imports reach it, such as torch.float32."""
    aliases = {value.__name__: alias for alias, value in names.items() if isinstance(value, types.ModuleType)}
    for library in LIBRARIES:
        top, _, rest = library.partition(".")
        alias = aliases.get(library) or (f"{aliases[top]}.{rest}" if rest and top in aliases else "")
        if alias and (module := sys.modules.get(library)) is not None and _holds(module, name):
            return f"{alias}.{name}"
    return ""


def _holds(module: types.ModuleType, name: str) -> bool:
    """Return whether a name is in a module, and is not another module that it only imports."""
    value = vars(module).get(name)
    if isinstance(value, types.ModuleType):
        return value.__name__ == f"{module.__name__}.{name}"
    return value is not None
