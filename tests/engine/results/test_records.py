"""The records: one definition in code, one published schema, and real output that fits it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from dlcourse.graders.engine.results.records import (
    CheckResult,
    Line,
    Results,
    Status,
    TopicResult,
    json_schema,
)

PUBLISHED = Path(__file__).parents[3] / "docs" / "results.schema.json"


def check(status: Status = "passed", points: float = 1.0, **change: Any) -> CheckResult:
    values = {
        "name": "test_a",
        "title": "A",
        "hidden": False,
        "exercise": "f",
        "lines": (),
        "source_line": 0,
        "hints": (),
        "mistake": None,
        "seconds": 0.0,
    }
    return CheckResult(**values | change, status=status, points=points, max_points=1.0)


def valid(text: str) -> dict[str, Any]:
    """Return a document that the published schema accepts."""
    document: dict[str, Any] = json.loads(text)
    jsonschema.validate(document, json.loads(PUBLISHED.read_text(encoding="utf-8")), jsonschema.Draft202012Validator)
    return document


def test_the_published_schema_is_that_of_the_code() -> None:
    """docs/results.schema.json is `records.json_schema()`, and a schema: write it anew when the records change."""
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schema()))


def test_points_are_sums_without_noise() -> None:
    """A topic's and a week's points are what their checks add up to."""
    topic = TopicResult.of("t", [check(points=0.1) for _ in range(3)])
    results = Results.of("c", None, "w", [topic, topic, topic])
    assert (topic.points, topic.max_points, results.points, results.max_points) == (0.3, 3.0, 0.9, 9.0)
    assert Results.of("c", None, "w", []).points == 0


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["passed", "passed"], "passed"),
        (["not_started", "not_started"], "not_started"),
        (["not_started", "blocked"], "not_started"),
        (["passed", "failed"], "failed"),
        (["blocked", "timeout", "failed"], "timeout"),
        (["passed", "broken", "failed"], "broken"),
        (["passed", "not_started"], "blocked"),
        (["error"], "error"),
    ],
)
def test_a_topic_in_one_word(statuses: list[Status], status: Status) -> None:
    """All passed, nothing begun, or the first failure."""
    assert TopicResult.of("t", [check(each) for each in statuses]).status == status


@pytest.mark.parametrize("indent", [True, False])
def test_records_survive_json(indent: bool) -> None:
    """A document reads back as the records it was written from, and is one line unless asked otherwise."""
    topics = [
        TopicResult.of(
            "t", [check(status, lines=(Line("called", 'two\n"lines" é \\x1b'),)) for status in get_args(Status)]
        )
    ]
    results = Results.of("c", "Ada", "w", topics)
    text = results.to_json(indent=indent)
    assert msgspec.json.decode(text, type=Results) == results
    assert ("\n" in text) == indent
    valid(text)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "dlcourse/results/v2"},
        {"schema": None},
        {"student": 5},
        {"points": "1"},
        {"topics": None},
        {"topics": [{}]},
        {"topics": [{"topic": "t", "points": 1, "max_points": 1, "checks": [{}]}]},
    ],
    ids=str,
)
def test_the_schema_refuses_other_documents(change: dict[str, Any]) -> None:
    """It is more than a formality: wrong types and unknown versions are invalid, and so is a missing part."""
    good = json.loads(Results.of("c", None, "w", [TopicResult.of("t", [check()])]).to_json())
    valid(json.dumps(good))
    with pytest.raises(jsonschema.ValidationError):
        valid(json.dumps(good | change))
    (name,) = change
    with pytest.raises(jsonschema.ValidationError):
        valid(json.dumps({key: value for key, value in good.items() if key != name}))


def test_a_check_that_prints_spoils_no_document(
    dlcourse: Callable[..., Any], own_course: Path, tmp_path: Path, tiny: Any
) -> None:
    """A print that an author forgot neither gets into the JSON, nor stops the grading of a class."""
    checks = own_course / "graders" / "basics" / "numbers" / "test_visible.py"
    checks.write_text(
        checks.read_text().replace("assert_matches(total_values)", "assert_matches(total_values), print('x' * 10**5)")
    )
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    path = folder / "numbers.py"
    path.write_bytes(tiny.find("numbers")[0].solution.read_bytes())
    ended = dlcourse("check", path, "--json", course=own_course)
    assert valid(ended.out)["points"] == 5
    ended = dlcourse(
        *("grade", "basics", folder.parent, "--layout", "class", "--out", tmp_path / "out", "--isolation", "process"),
        course=own_course,
    )
    assert (ended.code, "x" * 100 in ended.out) == (0, False)


EVIL = """
def double(x):
    print("\\x1b[2J \\u202e \\ud800")
    raise type("\\x1b[31m", (Exception,), {})("\\x1b]0;\\x07 \\udcff " * 100)
def total(values):
    return {"\\x1b": [float("nan"), "\\ud800", 2**70, {1}, float("inf")]}
"""


def test_what_check_prints_fits_the_schema(dlcourse: Callable[..., Any], workspace: Path) -> None:
    """`check --json` is one valid document, whatever the student's code does."""
    (workspace / "basics" / "numbers.py").write_text(EVIL)
    ended = dlcourse("check", "basics", "--json", cwd=workspace)
    assert ended.code == 1, ended.err
    document = valid(ended.out)
    assert (document["student"], [topic["topic"] for topic in document["topics"]]) == (None, ["numbers", "words"])
    assert "\x1b" not in ended.out


def test_what_grade_writes_fits_the_schema(dlcourse: Callable[..., Any], tmp_path: Path, tiny: Any) -> None:
    """Each line of results.jsonl is one valid document, for students of any name."""
    right = tiny.find("numbers")[0].solution.read_bytes()
    names = [b"ada", "Zoë".encode(), b"=1+1", b"a b"] + ([b"caf\xe9", b"new\nline"] if sys.platform == "linux" else [])
    for name in names:
        folder = tmp_path / "class" / os.fsdecode(name)
        folder.mkdir(parents=True)
        (folder / "numbers.py").write_bytes(EVIL.encode() if name == b"a b" else right)
    ended = dlcourse("grade", "basics", tmp_path / "class", "--out", tmp_path / "out", "--isolation", "process")
    assert ended.code == 0, ended.err
    documents = [valid(line) for line in (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(documents) == len(names) == len({document["student"] for document in documents})
    assert sorted(document["points"] for document in documents) == [0.0, *[6.0] * (len(names) - 1)]
