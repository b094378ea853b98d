"""The notes: their code is right. A function with the name of an exercise gets full marks, and everything else runs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.judge.judge import open_checks

COURSE = Course(Path(__file__).resolve().parents[2])
TOPICS = [topic for topic in COURSE.topics if topic.note.exists()]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IMPORTS = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"  # that a reader takes as given


def functions(topic):
    """Yield (name, code) of each function in a note's code that has the name of an exercise."""
    for code in FENCE.findall(topic.note.read_text(encoding="utf-8")):
        for node in ast.parse(code).body:
            if getattr(node, "name", None) in topic.exercises:
                yield node.name, code


def test_every_topic_has_one():
    """The whole week has notes, so that none seems to be forgotten."""
    assert [topic.name for topic in COURSE.weeks["week03"] if not topic.note.exists()] == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_code_runs(topic):
    """All code of a note runs, after the solution, and its assertions hold."""
    torch.manual_seed(0)
    solution: dict[str, object] = {"__name__": "solution"}
    exec(compile(topic.solution.read_text(encoding="utf-8"), str(topic.solution), "exec"), solution)
    codes = FENCE.findall(topic.note.read_text(encoding="utf-8"))
    assert codes, "one or two other ways to write it"
    for code in codes:
        exec(compile(code, str(topic.note), "exec"), solution | {"torch": torch, "nn": nn, "F": F})


@pytest.mark.slow
@pytest.mark.parametrize("topic", [topic for topic in TOPICS if [*functions(topic)]], ids=lambda topic: topic.name)
def test_other_ways_are_right(topic):
    """A function of a note gets full marks, as a variant does."""
    with Collectors(reference_sandbox) as collectors, open_checks([topic], hidden=True) as checks:
        subject = Subject(topic, find_key(topic, collectors, seed="dev check", hidden=True), topic.checks(hidden=True))
        for name, code in functions(topic):
            source = (IMPORTS + code).encode()
            replace = {"source": source, "file": "note.py", "of": name, "name": name}
            job = subject.job(topic.solution.read_bytes(), replace)
            result = checks.judge(subject, collectors.get(subject.key.preload).collect(job))
            assert [c for c in result.checks if c.status != "passed"] == [], name
