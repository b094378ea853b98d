"""Python itself, torch and the other packages: whether they are there, of the right version, and can be imported.

They are imported as a check does it: in another process, without the PYTHONPATH of this one.
"""

from __future__ import annotations

import json
import os
import platform
import site
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from dlcourse.graders.engine.doctor.finding import Finding, State, pip_install
from dlcourse.graders.engine.doctor.importing import MARK

LAST: Final = "torchmetrics"  # needs the others


@dataclass(frozen=True)
class Package:
    """A package as it is installed here.

    requirement: what dlcourse needs, such as "torch>=2.6"; supported: whether the version is in that range.
    version: "" if it is not installed. error: why it cannot be imported. lacks: the module that its import did not find.
    """

    name: str
    requirement: str
    supported: bool = True
    version: str = ""
    cuda: str = ""
    error: str = ""
    lacks: str = ""
    seconds: float = 0.0

    @property
    def missing(self) -> bool:
        return self.lacks == self.name


def python() -> Finding:
    """Say whether dlcourse works with the Python that runs this."""
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415  may be missing

    bits = 64 if sys.maxsize > 1 << 32 else 32
    inside = "in a virtual environment" if sys.prefix != sys.base_prefix else "not in a virtual environment"
    if (Path(sys.prefix) / "conda-meta").is_dir():
        inside = "in a conda environment"
    found = f"{platform.python_version()}, {bits} bit, {inside} ({sys.prefix})"
    wanted = _wanted_python()
    if not SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        fix = "install one from https://www.python.org/downloads/, and dlcourse with it"
        return Finding("Python", "problem", f"{found}; dlcourse needs Python {wanted}", fix)
    if bits == 32:
        fix = "install the 64-bit Python from https://www.python.org/downloads/, and dlcourse with it"
        return Finding("Python", "problem", f"{found}; there is no PyTorch for 32 bit", fix)
    return Finding("Python", "ok", found)


def look_at_packages(seconds: float) -> dict[str, Package]:
    """Import every package that dlcourse needs, and return how that ended, by name.

    seconds: how long a process may take to import what is left; then the import that runs is ended.
    """
    packages = _wanted()
    left = sorted(packages, key=lambda name: (name != "torch", name == LAST, name))
    while left:
        lines, ending = _import(left, seconds)
        for line in lines:
            name = line.pop("name")
            packages[name] = _seen(packages[name], line)
            left.remove(name)
        if left:  # the next one ended the process, or took too long
            name = left.pop(0)
            packages[name] = replace(packages[name], version=_version(name), error=ending)
    return packages


def torch(package: Package) -> Finding:
    """Say which torch is installed, and what is wrong with it."""
    build = f"with CUDA {package.cuda}, which dlcourse does not use" if package.cuda else "CPU build"
    state = _state(package)
    if state is not None:
        return Finding("torch", *state, _fix([package]))
    return Finding("torch", "ok", f"{package.version}, {build}, imported in {package.seconds:.1f} s")


def others(packages: dict[str, Package]) -> Finding:
    """Say what is wrong with the packages other than torch. If one fails because of another, only the other is named."""
    bad = [p for p in packages.values() if p.name != "torch" and _state(p) is not None and not _follows(p, packages)]
    if not bad:
        named = [p for p in packages.values() if p.name in ("numpy", "pandas", LAST) and not p.error]
        rest = len(packages) - len(named) - 1
        return Finding("packages", "ok", f"{', '.join(f'{p.name} {p.version}' for p in named)} and {rest} others")
    first = [p for p in bad if p.missing or not p.supported]  # the others may fail only because of these
    found = "; ".join(f"{p.name}: {state[1]}" for p in bad if (state := _state(p)))
    return Finding("packages", "missing" if all(p.missing for p in bad) else "problem", found, _fix(first or bad))


def _follows(package: Package, packages: dict[str, Package]) -> bool:
    """Return whether a package fails only because another one does."""
    lacks_another = package.lacks in packages and not package.missing
    return lacks_another or (package.name == LAST and package.error == packages["torch"].error)


def nbgrader() -> Finding:
    """Say whether grades can go into nbgrader's gradebook."""
    version = _version("nbgrader")
    if version:
        return Finding("gradebook", "ok", f"nbgrader {version}, for grade --gradebook and --formgrader")
    command = pip_install(["dlcourse[instructor]"])
    return Finding("gradebook", "not needed", f"only grade --gradebook and --formgrader need nbgrader: {command}")


def _state(package: Package) -> tuple[State, str] | None:
    """Return what is wrong with a package, as a state and in words; None if nothing is."""
    if package.missing:
        more = "; PYTHONPATH is set, but a check does not look there" if os.environ.get("PYTHONPATH") else ""
        return "missing", f"not installed{more}"
    if not package.supported:
        return "problem", f"{package.version} is here, but dlcourse works with {package.requirement}"
    if package.error:
        return "problem", f"{package.version} cannot be imported ({package.error})".lstrip()
    return None


def _fix(packages: Sequence[Package]) -> str:
    broken = [package for package in packages if package.supported and not package.missing]
    if sys.platform == "win32" and any("DLL" in p.error or "WinError" in p.error for p in broken):
        return "winget install Microsoft.VCRedist.2015+.x64"  # what torch's own libraries are linked with
    return pip_install([package.requirement for package in packages], again=bool(broken))


def _wanted() -> dict[str, Package]:
    """Return the packages that dlcourse requires, by name."""
    from packaging.requirements import Requirement  # noqa: PLC0415  may be missing

    requirements = map(Requirement, metadata.requires("dlcourse") or ())
    needed = [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
    return {r.name: Package(r.name, f"{r.name}{_readable(str(r.specifier))}") for r in needed}


def _readable(specifier: str) -> str:
    """Return `>=2.6,<2.14` for `<2.14,>=2.6`."""
    return ",".join(sorted(specifier.split(","), reverse=True))


def _wanted_python() -> str:
    return metadata.metadata("dlcourse")["Requires-Python"] or ""


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _seen(package: Package, line: dict[str, Any]) -> Package:
    from packaging.requirements import Requirement  # noqa: PLC0415  may be missing
    from packaging.version import InvalidVersion  # noqa: PLC0415

    seen = replace(package, **line)
    try:
        supported = not seen.version or Requirement(package.requirement).specifier.contains(
            seen.version, prereleases=True
        )
    except InvalidVersion:
        supported = True  # somebody's own build: only the import counts
    return replace(seen, supported=supported)


def _import(names: Iterable[str], seconds: float) -> tuple[list[dict[str, Any]], str]:
    """Import packages in another process. Return what it printed on each, and how it ended."""
    program = Path(__file__).with_name("importing.py")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"PYTHONUSERBASE": site.getuserbase(), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", str(program), *names]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=sys.prefix,  # a check does not import in the student's folder either
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            out, err = process.communicate(timeout=seconds)
            ending = _last_words(process.returncode, err)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            ending = f"not done after {seconds:g} s"
    said = [line.removeprefix(MARK) for line in out.splitlines() if line.startswith(MARK)]
    return [json.loads(line) for line in said], ending


def _last_words(code: int, err: str) -> str:
    lines = err.strip().splitlines()
    how = f"it ended Python with signal {-code}" if code < 0 else f"it ended Python with code {code}"
    return f"{how}: {lines[-1].strip()}" if lines else how
