"""Runs commands; measures their time, their memory and the pace at which they write files."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH = 84  # of a title


class CannotMeasureError(Exception):
    """A command failed, or its scores are wrong: a time would mean nothing."""


@dataclass(frozen=True)
class Line:
    """One line of the table: ours and theirs in `unit`, and their ratio. `met` is None if no ratio is wanted."""

    title: str
    ours: float
    theirs: float
    ratio: float
    wanted: str = ""
    met: bool | None = None
    unit: str = "s"

    def __str__(self) -> str:
        verdict = "" if self.met is None else f"  (wanted {self.wanted}){'' if self.met else '  MISSED'}"
        mine, other = (
            f"{value:8.{1 if self.unit == 'MB' else 4}f} {self.unit:<2}" for value in (self.ours, self.theirs)
        )
        return f"{self.title:<{WIDTH}} {mine} {other} {self.ratio:7.2f} ×{verdict}"


def at_most(title: str, pairs: Sequence[tuple[float, float]], bound: float) -> Line:
    """Compare pairs of (ours, theirs): the median of ours / theirs should be at most `bound`."""
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    return Line(title, *_medians(pairs), ratio, f"≤ {bound:g} ×", ratio <= bound)


def at_least(title: str, pairs: Sequence[tuple[float, float]], bound: float) -> Line:
    """Compare pairs of (ours, theirs): the median of theirs / ours should be at least `bound`."""
    ratio = statistics.median(theirs / ours for ours, theirs in pairs)
    return Line(title, *_medians(pairs), ratio, f"≥ {bound:g} ×", ratio >= bound)


def _medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def in_turns(rounds: int, *measures: Callable[[], Any]) -> list[tuple[Any, ...]]:
    """Return what each measure gives in each round. They take turns, so that a slow minute hits them all."""
    return [tuple(measure() for measure in measures) for _ in range(rounds)]


@dataclass(frozen=True)
class Timed:
    """Seconds of a command in all, seconds for each submission once it was running, and its own process's peak memory."""

    total: float
    each: float
    megabytes: float = 0.0


def run(
    command: Sequence[str | Path], cwd: Path, *, env: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)
) -> float:
    """Run a command and return its seconds. CannotMeasureError, with its output, if it ends with another exit code."""
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | dict(env or {}),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode not in allowed:
        raise command_failed(command, done.returncode, done.stdout, done.stderr)
    return seconds


def command_failed(command: Sequence[str | Path], code: int, *output: str) -> CannotMeasureError:
    """Return the error of a command that ended with an unexpected exit code."""
    return CannotMeasureError("\n".join([f"{' '.join(map(str, command))}: exit code {code}", *filter(None, output)]))


def cpu_seconds(command: Sequence[str | Path]) -> float:
    """Run a command and return the CPU seconds of it and of all processes that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def watched(command: Sequence[str | Path], cwd: Path, *, env: Mapping[str, str]) -> tuple[float, float]:
    """Run a command; return its seconds and the peak memory of its own process in MB (0 if /proc does not have it)."""
    start = time.perf_counter()
    output = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=cwd, env=os.environ | dict(env), text=True, **output) as process:
        status, peak = Path(f"/proc/{process.pid}/status"), 0
        errors = ""
        while process.poll() is None:
            with contextlib.suppress(OSError):
                found = re.search(r"^VmHWM:\s+(\d+)", status.read_text(), re.MULTILINE)
                peak = int(found[1]) if found else peak
            with contextlib.suppress(subprocess.TimeoutExpired):
                errors = process.communicate(timeout=0.1)[1]
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise command_failed(command, process.returncode, errors)
    return seconds, peak / 1024


def steady(files: Iterable[Path]) -> float:
    """Return the mean seconds from one of these files to the next, by modification time, without the first tenth."""
    times = sorted(path.stat().st_mtime for path in files)
    skipped = len(times) // 10
    return (times[-1] - times[skipped]) / (len(times) - 1 - skipped)
