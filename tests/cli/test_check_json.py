"""dlcourse check --json: the document of schema dlcourse/results/v1."""

from __future__ import annotations

import json

import jsonschema
import pytest

from dlcourse.graders.engine.results.records import json_schema

POINTS = {"points": float, "max_points": float}
RESULTS = {"schema": str, "course": str, "student": None, "week": str, **POINTS, "topics": list}
TOPIC = {"topic": str, **POINTS, "checks": list}
CHECK = {
    "name": str,
    "title": str,
    "status": str,
    **POINTS,
    "hidden": bool,
    "exercise": str,
    "lines": list,
    "source_line": int,
    "hints": list,
    "mistake": None,
    "seconds": float,
}


def has_form(document, form):
    """See that a map has these keys in this order, with values of these types; None: a string or null."""
    assert list(document) == list(form)
    for name, kind in form.items():
        assert type(document[name]) in ((str, type(None)) if kind is None else (kind,)), name


@pytest.fixture
def document(check_json, write, solutions):
    """The document of a week with one mistake, one exercise right, and one topic untouched."""
    write(solutions["numbers"].replace("2 * x", "x * x"))
    return check_json("basics")


def test_the_form_of_the_document(document):
    """The document has exactly the published names, in order, with numbers as floats."""
    has_form(document, RESULTS)
    for topic in document["topics"]:
        has_form(topic, TOPIC)
        for check in topic["checks"]:
            has_form(check, CHECK)
            for line in check["lines"]:
                has_form(line, {"label": str, "text": str})


def test_it_fits_the_published_schema(document):
    """The document is valid under the JSON Schema that is generated from the same definition."""
    jsonschema.validate(document, json.loads(json_schema()))


def test_what_it_says(document):
    """Names, order, points and states are those of the course and of the student's work."""
    assert document["schema"] == "dlcourse/results/v1"
    assert (document["course"], document["student"], document["week"]) == ("tiny", None, "basics")
    assert (document["points"], document["max_points"]) == (2.0, 9.0)
    numbers, words = document["topics"]
    assert (numbers["topic"], numbers["points"], numbers["max_points"]) == ("numbers", 2.0, 5.0)
    assert [c["name"] for c in numbers["checks"]] == ["test_double", "test_double_leaves_its_input", "test_total"]
    assert [c["status"] for c in numbers["checks"]] == ["failed", "blocked", "passed"]
    assert [c["mistake"] for c in numbers["checks"]] == ["double_squares", None, None]
    assert {c["status"] for c in words["checks"]} == {"not_started"}
    assert not any(c["hidden"] for t in document["topics"] for c in t["checks"])
    double = numbers["checks"][0]
    assert double["title"] == "double returns twice every element"
    assert double["hints"] == ["Multiply x by 2."]
    assert double["exercise"] == "double"
    assert [line["label"] for line in double["lines"]] == ["this is", "returned", "expected", "differs", "called"]
    assert double["lines"][0]["text"] == "You square x: multiply it by 2."


def test_everything_passed(check_json, write, solutions):
    """With all checks passed the exit code is 0, and the document says so."""
    write(solutions["numbers"])
    document = check_json("numbers", code=0)
    assert document["points"] == document["max_points"] == 5.0


@pytest.mark.parametrize("arguments", [["check", "nubmers", "--json"], ["check", "basics", "--json", "--jsn"]])
def test_an_error_leaves_stdout_empty(student, arguments):
    """Wrong usage prints its message to stderr, so that no program reads it as a document."""
    ended = student(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean" in ended.err
