"""The floor: `python -P floor.py COURSE WEEK SUBMISSIONS KEYS` calls the probes' own code, for one student after the other.

One warm process, nothing isolated, nothing sent, nothing judged, nothing written. Prints the seconds per submission.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
import types
from pathlib import Path
from typing import Any

from dlcourse.graders.collect.capture import revive
from dlcourse.graders.course import Course
from dlcourse.graders.keys import load_key


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
    for number, home in enumerate(students):
        if number == skipped:
            start = time.perf_counter()
        for file, probes, asked in topics:
            student = execute(home / file)
            for name, inputs in asked:
                with contextlib.suppress(Exception):  # a wrong or missing task
                    getattr(probes, name)(student, **revive(inputs))
    print((time.perf_counter() - start) / (len(students) - skipped))


def execute(path: Path) -> Any:
    module = types.ModuleType(path.stem)
    exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)
    return module


if __name__ == "__main__":
    main()
