"""`dlcourse show`: why a graded student has the points that they have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def results(run, solutions, tmp_path_factory) -> Path:
    """A class of three, graded: all right, wrong also where only a hidden check looks, nothing handed in."""
    folder = tmp_path_factory.mktemp("shown")
    numbers, words = solutions["numbers"], solutions["words"]
    wrong = numbers.replace("2 * x", "x * x").replace("if not values", "if False")
    for student, files in {"ada": {"numbers": numbers, "words": words}, "bob": {"numbers": wrong}, "cy": {}}.items():
        (folder / "class" / student).mkdir(parents=True)
        for name, text in files.items():
            (folder / "class" / student / f"{name}.py").write_text(text)
    assert run("grade", "basics", "class", "--out", "results", "--isolation", "process", cwd=folder).code == 0
    return folder / "results"


def test_everybody(run, results):
    """Without a student: a line each."""
    assert run("show", results, cwd=results).out.splitlines() == [
        "      10 of 10  ada",
        "       2 of 10  bob",
        "       0 of 10  cy",
    ]


def test_a_student(run, results):
    """With a student: the points by topic, and what did not pass in full, hidden checks too."""
    out = run("show", results, "bob", cwd=results).out
    assert out.startswith("bob, basics: 2 of 10 points\n")
    assert "✘ numbers  Doubling and adding  2/6" in out
    assert "○ words  Greeting  0/4  not started" in out
    assert "  ✘ double returns twice every element  0/2" in out
    assert "this is    You square x" in out
    assert "(hidden check)" in out
    assert "test_" not in out


def test_a_topic(run, results):
    """With a topic: all of its checks, and no other topic."""
    out = run("show", results, "ada", "words", cwd=results).out
    assert "✔ words  Greeting  4/4" in out
    assert out.count("✔") > 2
    assert "numbers" not in out


def test_without_what_hidden_checks_tell(run, results):
    """What goes back to students can leave out what hidden checks ask."""
    hidden = [line for line in run("show", results, "bob", cwd=results).out.splitlines() if "total([])" in line]
    shown = run("show", results, "bob", "--hide", cwd=results).out
    assert hidden
    assert "(hidden check)" in shown
    assert "total([])" not in shown
    assert "You square x" in shown


def test_files_to_give_back(run, results, tmp_path):
    """A text file for each student, as it is printed."""
    ended = run("show", results, "--into", tmp_path / "feedback", cwd=results)
    assert ended.out == f"Written: 3 files into {tmp_path / 'feedback'}.\n"
    assert sorted(path.name for path in (tmp_path / "feedback").iterdir()) == ["ada.txt", "bob.txt", "cy.txt"]
    assert (tmp_path / "feedback/bob.txt").read_text("utf-8").startswith("bob, basics: 2 of 10 points\n\n✘ numbers")


def test_as_json(run, results):
    """The record itself, for a program."""
    assert json.loads(run("show", results, "bob", "--json", cwd=results).out)["points"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bobb"], "Did you mean 'bob'?"),
        (["bob", "word"], "Did you mean 'words'?"),
        (["--json"], "name one"),
    ],
)
def test_wrong_names(run, results, arguments, words):
    """A name that is not there gets the nearest; exit code 2."""
    ended = run("show", results, *arguments, cwd=results)
    assert (ended.code, words in ended.err) == (2, True)
