"""Which name was meant when a name does not exist. Python itself suggests one only when it prints a traceback."""

from __future__ import annotations

import difflib
import traceback
import types
from collections.abc import Iterable, Mapping
from typing import Final

MAX_NAME: Final = 100
CUTOFF: Final = 0.8  # how similar two names must be, from 0 to 1
LIBRARIES: Final = ("torch", "torch.nn", "torch.nn.functional", "numpy")  # where a missing name may come from


def name_meant(error: BaseException) -> str:
    """Return the known name that an unknown name or attribute resembles most, or the name with its library, or ""."""
    if not isinstance(error, NameError | AttributeError) or isinstance(error, UnboundLocalError):
        return ""
    try:
        return _name_meant(error.name, error) if type(error.name) is str else ""
    except Exception:  # from a student's own __dir__
        return ""


def _name_meant(name: str, error: NameError | AttributeError) -> str:
    if isinstance(error, AttributeError):
        return _most_similar(name, dir(error.obj))
    frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
    return (
        _most_similar(name, {*frame.f_locals, *frame.f_globals})
        or _in_library(name, frame.f_globals)
        or _most_similar(name, frame.f_builtins)
    )


def _most_similar(name: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(name[:MAX_NAME], sorted({*names} - {name}), n=1, cutoff=CUTOFF)
    return found[0][:MAX_NAME] if found else ""


def _in_library(name: str, names: Mapping[str, object]) -> str:
    """Return a name with the library that holds it and that the student has imported, such as torch.float32."""
    modules = {value.__name__: (alias, value) for alias, value in names.items() if isinstance(value, types.ModuleType)}
    for library in LIBRARIES:
        alias, module = modules.get(library, ("", None))
        if module is not None and name in vars(module):
            return f"{alias}.{name}"[:MAX_NAME]
    return ""
