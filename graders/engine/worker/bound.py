"""The probes' functions, taken before the submission is imported.

Student code shares a process with them, so this is a speed bump and not a wall: what it replaces in `sys.modules["probes"]`, or
in the modules of PyTorch and NumPy that the probes use, has no effect on them. With more effort it can reach them all the same.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

PACKAGES: Final = ("torch", "numpy")


class _Copy(types.ModuleType):
    """A module as it was when it was copied. What was not there then comes from the module itself."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__(module.__name__, module.__doc__)
        self.__dict__.update(vars(module))
        self.__dict__["__getattr__"] = lambda name: getattr(module, name)


def functions(probes: types.ModuleType, names: Iterable[str]) -> dict[str, Callable[..., Any]]:
    """Return these functions of probes.py by name, and leave only a copy of its module for others to find.

    The functions use copies of the modules that probes.py imports from PyTorch and NumPy. Raises AttributeError.
    """
    sys.modules[probes.__name__] = _Copy(probes)
    named = {name for code in _codes(probes) for name in code.co_names}
    for name, value in list(vars(probes).items()):
        if _is_copied(value):
            setattr(probes, name, _copied(value, named))
    return {name: getattr(probes, name) for name in names}


def _copied(module: types.ModuleType, named: set[str]) -> types.ModuleType:
    """Return a copy of a module, and in it copies of those of its own modules that the probes name."""
    copy = _Copy(module)
    for name in named & vars(module).keys():
        inner = vars(module)[name]
        if _is_copied(inner) and inner.__name__.startswith(f"{module.__name__}."):
            setattr(copy, name, _copied(inner, named))
    return copy


def _is_copied(value: object) -> bool:
    return type(value) is types.ModuleType and value.__name__.partition(".")[0] in PACKAGES


def _codes(probes: types.ModuleType) -> Iterator[types.CodeType]:
    """Yield the code of the module's functions and classes, and all code inside of it."""
    file = probes.__file__
    waiting: list[Any] = [
        value for value in vars(probes).values() if getattr(value, "__module__", None) == probes.__name__
    ]
    while waiting:
        match waiting.pop():
            case types.CodeType() as code if code.co_filename == file:
                yield code
                waiting += code.co_consts
            case types.FunctionType() as function:
                waiting.append(function.__code__)
            case type() as cls:
                waiting += [value for value in vars(cls).values() if isinstance(value, types.FunctionType)]
