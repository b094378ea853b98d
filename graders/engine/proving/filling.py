"""Writing `caught_by` into the mistakes that do not say it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.judge.judge import open_checks
from dlcourse.graders.engine.proving.findings import JUDGES_KEY, location
from dlcourse.graders.engine.proving.mutating import judges_subject
from dlcourse.graders.engine.proving.trial import trials


def fill_caught_by(topics: Sequence[Topic]) -> Iterator[str]:
    """Write the first check that catches it into each mistake without `caught_by`, and yield a line about each.

    A mistake that no check catches stays as it is, and the line says so.
    """
    with Collectors(reference_sandbox) as collectors:
        for topic in topics:
            if any(mistake.caught_by is None for mistake in topic.mistakes.values()):
                yield from _fill(topic, collectors)


def _fill(topic: Topic, collectors: Collectors) -> Iterator[str]:
    subject = judges_subject(topic, collectors)
    found: dict[str, str] = {}
    with open_checks([topic], hidden=True) as checks:
        for trial in trials(topic, JUDGES_KEY):
            if trial.kind != "mistake" or trial.example is None or trial.example.caught_by is not None:
                continue
            caught_by = trial.run(subject, collectors, checks).caught_by
            where = location(topic, topic.mistakes_file, trial.example.name)
            if caught_by:
                found[trial.example.name] = caught_by[0]
                yield f'{where}: {trial.example.name}: caught_by="{caught_by[0]}"'
            else:
                yield f"{where}: {trial.example.name} is caught by no check."
    text = topic.mistakes_file.read_text(encoding="utf-8")
    write_atomic(topic.mistakes_file, _filled(text, found))


def _filled(text: str, found: dict[str, str]) -> str:
    """Return a mistakes file with `caught_by` as the first argument of the marks of these mistakes."""
    lines = text.splitlines(keepends=True)
    for node in reversed(list(reading.definitions(ast.parse(text).body).values())):
        for mark in node.decorator_list:
            if node.name in found and isinstance(mark, ast.Call) and ast.unparse(mark.func) == "mistake":
                line, column = mark.func.end_lineno or 0, (mark.func.end_col_offset or 0) + 1
                before = lines[line - 1].encode()[:column].decode()
                comma = ", " if mark.keywords else ""
                lines[line - 1] = f'{before}caught_by="{found[node.name]}"{comma}{lines[line - 1][len(before) :]}'
    return "".join(lines)
