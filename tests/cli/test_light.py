"""Weeks without torch, and without NumPy: neither is imported, on no side."""

from __future__ import annotations

import functools
import json
import shutil
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[1] / "courses" / "light"
FORBIDDEN = {"plain": ("torch", "numpy"), "arrays": ("torch",)}
WRONG = {
    "node": ("self.data + other.data", "self.data * other.data"),
    "report": ("total += int(text)", "total = int(text)"),
    "steps": (" - lr", " + lr"),
}


def watchful(topic: str, week: str, *, wrong: bool = False) -> str:
    """Return a solution that leaves no right evidence if the student's process has a module that its week does without."""
    text = (COURSE / "solutions" / week / f"{topic}.py").read_text()
    first, _, rest = text.partition("\n\n")
    guard = f"import sys\nseen = [name for name in {FORBIDDEN[week]!r} if name in sys.modules]\nassert not seen, seen\n"
    text = f"{first}\n\n{guard}{rest}"
    assert WRONG[topic][0] in text
    return text.replace(*WRONG[topic]) if wrong else text


@pytest.fixture(scope="module")
def package(run, tmp_path_factory) -> Path:
    """The students' part of the course as a zip, with its keys."""
    folder = tmp_path_factory.mktemp("package")
    assert run("dev", "pack", "--out", "light.zip", cwd=folder, course=COURSE).code == 0
    return folder / "light.zip"


@pytest.fixture
def traps(tmp_path) -> Path:
    """A folder of modules that stand for torch and NumPy: each writes down that it was imported, and fails."""
    for week, names in FORBIDDEN.items():
        folder = tmp_path / "traps" / week
        folder.mkdir(parents=True)
        for name in names:
            trap = f"open({str(tmp_path / 'imported')!r}, 'a').write('{name} ')\nraise ImportError('{name} was imported')\n"
            (folder / f"{name}.py").write_text(trap)
    return tmp_path / "traps"


@pytest.mark.parametrize(("week", "topic"), [("plain", "node"), ("plain", "report"), ("arrays", "steps")])
def test_a_check_imports_neither(dlcourse, package, traps, tmp_path, week, topic):
    """Neither the command and the judge nor the worker do, for a right file and a wrong one, from a student's package."""
    student = functools.partial(dlcourse, course=None, PYTHONPATH=str(traps / week))
    assert student("fetch", week, "--from", package).code == 0
    file = tmp_path / week / f"{topic}.py"
    file.write_text(watchful(topic, week))
    right = student("check", topic)
    assert right.code == 0, right
    file.write_text(watchful(topic, week, wrong=True))
    wrong = student("check", topic, "-v")
    assert wrong.code == 1, wrong
    assert "AssertionError" not in wrong.out
    assert not (tmp_path / "imported").exists(), (tmp_path / "imported").read_text()


@pytest.mark.parametrize("isolation", ["process", pytest.param("bwrap", marks=pytest.mark.bwrap)])
@pytest.mark.parametrize("week", ["plain", "arrays"])
def test_grading_imports_neither_beside_the_submissions(dlcourse, tmp_path, week, isolation):
    """A worker of a class has only what its week needs, though it is kept for many submissions."""
    topics = [topic for topic in WRONG if (COURSE / "solutions" / week / f"{topic}.py").exists()]
    for student in ("ada", "bob"):
        (tmp_path / "class" / student).mkdir(parents=True)
        for topic in topics:
            (tmp_path / "class" / student / f"{topic}.py").write_text(watchful(topic, week))
    ended = dlcourse("grade", week, "class", "--out", "out", "--isolation", isolation, "--jobs", "1", course=COURSE)
    assert ended.code == 0, ended
    records = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text().splitlines()]
    assert [{check["status"] for topic in record["topics"] for check in topic["checks"]} for record in records] == [
        {"passed"}
    ] * 2


def test_inputs_of_a_plain_week_are_plain(dlcourse, tmp_path):
    """An input function may draw arrays: probes of a week with arrays = "none" get lists of numbers."""
    course = shutil.copytree(COURSE, tmp_path / "course")
    probes = course / "graders" / "plain" / "node" / "probes.py"
    text = probes.read_text().replace("def adding(student, a, b):", "def adding(student, a, b, c):")
    text = text.replace('return {"a"', 'return {"c": rng.normal(size=(2, 3)), "n": rng.integers(9), "a"')
    probes.write_text(text.replace('{"sum"', '{"is": [type(c).__name__, type(c[0][0]).__name__, len(c[0])], "sum"'))
    visible = course / "graders" / "plain" / "node" / "test_visible.py"
    visible.write_text(
        visible.read_text().replace('assert_matches(adding, "sum")', 'assert adding["is"] == ["list", "float", 3]')
    )
    assert dlcourse("fetch", "plain", course=course).code == 0
    (tmp_path / "plain" / "node.py").write_text((COURSE / "solutions" / "plain" / "node.py").read_text())
    assert dlcourse("check", "node", course=course).code == 0
