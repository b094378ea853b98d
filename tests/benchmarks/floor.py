"""The floor: `python -P floor.py COURSE WEEK SUBMISSIONS KEYS` calls the probes' own code, student by student.

One warm process: nothing is isolated, sent, judged or written. Prints JSON: the seconds per submission, and for each
topic the CPU seconds of all its probes and the seconds of the slowest one, as medians over the students.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import statistics
import sys
import time
import types
from pathlib import Path
from typing import Any

from dlcourse.graders.engine.collect.key import load_key
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.worker.capture import revive


def main() -> None:
    root, week, submissions, keys = sys.argv[1:]
    topics = []
    for topic in Course(Path(root)).weeks[week]:
        key = load_key(Path(keys) / f"{topic.name}.key", topic)
        for name in key.preload:
            importlib.import_module(name)
        asked = [(probe.name, key.given(probe)) for probe in topic.probes_of(topic.checks(hidden=True))]
        topics.append((topic.file_name, execute(topic.probes_file), asked))
    students = sorted(Path(submissions).iterdir())
    skipped = len(students) // 10
    cpu: dict[str, list[float]] = {}
    slowest: dict[str, list[float]] = {}
    for number, home in enumerate(students):
        if number == skipped:
            start = time.perf_counter()
        for file, probes, asked in topics:
            began, times = time.process_time(), [0.0]
            student = execute(home / file)
            for name, inputs in asked:
                asking = time.perf_counter()
                with contextlib.suppress(Exception):  # a wrong or missing task
                    getattr(probes, name)(student, **revive(inputs))
                times.append(time.perf_counter() - asking)
            cpu.setdefault(file, []).append(time.process_time() - began)
            slowest.setdefault(file, []).append(max(times))
    each = (time.perf_counter() - start) / (len(students) - skipped)
    print(json.dumps({"each": each, "cpu": _medians(cpu), "slowest": _medians(slowest)}))


def _medians(found: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in found.items()}


def execute(path: Path) -> Any:
    module = types.ModuleType(path.stem)
    exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)
    return module


if __name__ == "__main__":
    main()
