"""The engine's files that a module depends on: what it imports, what those import, and so on.

The sandbox shows a worker exactly the files behind `engine/worker/` and AUTHORS, which probes import. A cached key and
stored evidence stay valid until a file behind the modules that made them changes. So there is no list to keep up to date.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlcourse.graders.engine.files import digest

if TYPE_CHECKING:
    from dlcourse.graders.engine.course.course import Topic

PACKAGE: Final = "dlcourse.graders"
REFERENCES: Final = f"{PACKAGE}.engine.collect.keys"  # what runs references and mistakes
AUTHORS: Final = "dlcourse.graders.networks"
DOTTED: Final = rf"{re.escape(PACKAGE)}(?:\.\w+)*"
IMPORT: Final = re.compile(
    rf"^[ \t]*(?:from[ \t]+({DOTTED})[ \t]+import[ \t]+(\([^)]*\)|.*)|import[ \t]+({DOTTED}))", re.MULTILINE
)
NAME: Final = re.compile(r"(?:^|[(,])\s*(\w+)")  # of a list of names, without what follows `as` or #
ROOT: Final = Path(__file__).resolve().parents[2]  # the folder of PACKAGE


@functools.cache
def files_behind(*modules: str) -> tuple[Path, ...]:
    """Return the files of PACKAGE that these modules can import, directly or not, sorted, their own included.

    modules: dotted names. A package means all modules in its folder. Imports inside functions count too. Nothing is
    imported: the files are only read.
    """
    found: set[Path] = set()
    waiting = [file for module in modules for file in _files(module, whole=True)]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [other for module in _imports(file) for other in _files(module)]
    return tuple(sorted(found))


@functools.cache
def files_digest(*modules: str) -> str:
    """Return the digest of the files behind these modules: their paths and their contents."""
    return digest(
        part for file in files_behind(*modules) for part in (file.relative_to(ROOT).as_posix(), file.read_bytes())
    )


def versions() -> tuple[str, ...]:
    """Return the versions of the packages that decide what code leaves."""
    return tuple(f"{name} {metadata.version(name)}" for name in ("torch", "numpy"))


def reference_digest(topic: Topic) -> str:
    """Return the digest of all that a run of the course's own code depends on, besides its inputs and the mistake that runs."""
    data = sorted(p for p in (topic.course.root / "datasets").rglob("*") if p.is_file() and p.suffix != ".pyc")
    files = [path for path in (topic.solution, topic.probes_file, *data) if path.exists()]
    settings = [topic.id, topic.week.arrays, str(topic.entry), *versions(), files_digest(REFERENCES, AUTHORS)]
    return digest([*settings, *(part for path in files for part in (path.name, path.read_bytes()))])


def _files(module: str, *, whole: bool = False) -> Iterator[Path]:
    """Yield the file of a module, and those of the packages around it; nothing for a module outside PACKAGE."""
    parts = module.removeprefix(PACKAGE).split(".")[1:]
    if module != PACKAGE and not module.startswith(f"{PACKAGE}."):
        return
    path = ROOT.joinpath(*parts)
    for folder in (ROOT, *(ROOT.joinpath(*parts[:number]) for number in range(1, len(parts) + 1))):
        if (folder / "__init__.py").is_file():
            yield folder / "__init__.py"
    if path.with_suffix(".py").is_file():
        yield path.with_suffix(".py")
    elif whole and path.is_dir():
        yield from path.glob("*.py")


@functools.cache
def _imports(file: Path) -> tuple[str, ...]:
    """Return the dotted names that a file imports. `from a import b` gives a and a.b, because b may be a module.

    The text is searched, not parsed, which takes a tenth of the time. An import inside of a string counts too.
    """
    found: list[str] = []
    for module, names, alone in IMPORT.findall(file.read_text(encoding="utf-8")):
        found += [module, *(f"{module}.{name}" for name in NAME.findall(names))] if module else [alone]
    return tuple(found)
