"""What a failing check looks like, exactly: `make golden` writes these files again, and a person reads the diff.

The course tests/courses/panels has a check of each kind; its submissions are wrong in every way.
"""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from pathlib import Path

import pytest

PANELS = Path(__file__).parents[1] / "courses" / "panels"
GOLDEN = Path(__file__).with_name("golden")
TALL = 500  # rows; nothing scrolls away


@pytest.fixture(scope="module")
def wrong(run, tmp_path_factory) -> Path:
    """A workspace in which every check fails, each for a different reason."""
    folder = tmp_path_factory.mktemp("panels")
    assert run("fetch", "shapes", cwd=folder, course=PANELS).code == 0
    for path in (PANELS / "submissions").glob("*.py"):
        shutil.copy(path, folder / "shapes")
    return folder


@pytest.fixture
def matches():
    """Assert that a text is the golden one, or write it if DLCOURSE_GOLDEN is set."""

    def matches(text: str, name: str) -> None:
        path = GOLDEN / f"{name}.txt"
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        if os.environ.get("DLCOURSE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: `make golden` writes it"
        wanted = path.read_text(encoding="utf-8")
        changes = difflib.unified_diff(wanted.splitlines(), text.splitlines(), str(path), "now", lineterm="")
        assert text == wanted, "\n".join(["If this is meant: make golden", *changes])

    return matches


@pytest.mark.parametrize("columns", [80, 40])
def test_at_a_terminal(terminal, wrong, matches, columns):
    """In boxes, as wide as the terminal, and no line is wider than that."""
    t = terminal("check", "-v", cwd=wrong, course=PANELS, columns=columns, rows=TALL, NO_COLOR="1")
    assert t.ended() == 1
    matches(t.screen(), f"check-{columns}")


@pytest.mark.parametrize(("name", "arguments"), [("pipe", []), ("plain", ["--plain"])])
def test_into_a_pipe(run, wrong, matches, name, arguments):
    """Without boxes, and with --plain without signs."""
    ended = run("check", "-v", *arguments, cwd=wrong, course=PANELS, COLUMNS=None)
    assert (ended.code, ended.err) == (1, "")
    matches(ended.out, f"check-{name}")


@pytest.mark.parametrize("columns", [80, 40])
def test_the_first_problem(terminal, wrong, matches, columns):
    """Without -v, and for one topic, only the first problem is shown in full."""
    t = terminal("check", "training", cwd=wrong, course=PANELS, columns=columns, rows=TALL, NO_COLOR="1")
    assert t.ended() == 1
    matches(t.screen(), f"first-{columns}")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (80, 12), (60, 14)])
def test_in_a_small_window(terminal, wrong, tmp_path, columns, rows):
    """The whole message fits: title, cause, what came back, what was expected, and what to do next. Inputs are shortened first."""
    shutil.copytree(wrong, tmp_path / "small")
    arrays = tmp_path / "small/shapes/arrays.py"
    arrays.write_text(arrays.read_text().replace("    y[20, 30] = 0.25\n    y[40:] = -y[40:]\n", ""))
    for topic, words in {
        "arrays": ["✘ row_sums", "this is    Your sums stand", "returned", "expected", "differs", "open"],
        "training": ["✘ train lets", "returned", "expected", "differs", "losses", "open"],
    }.items():
        t = terminal("check", topic, cwd=tmp_path / "small", course=PANELS, columns=columns, rows=rows)
        assert t.ended() == 1
        screen = t.screen()
        assert len(screen.splitlines()) < rows  # the prompt comes below
        places = [screen.index(word) for word in words]
        assert places == sorted(places)
        assert "-v shows all in full." in screen
        assert "dlcourse hint" in screen
        assert "[[ 1.500" not in screen


def test_what_a_large_window_shows(terminal, wrong):
    """If there is room, nothing is left out; with -v never."""
    for arguments, rows in [([], 60), (["-v"], 12)]:
        t = terminal("check", "arrays", *arguments, cwd=wrong, course=PANELS, rows=rows)
        assert t.ended() == 1
        assert b"[[ 0.000,  2.524," in t.raw


def test_one_reason_for_all(run, wrong, tmp_path):
    """Checks with the same message are one line, and one panel."""
    shutil.copytree(wrong, tmp_path / "work")
    (tmp_path / "work/shapes/arrays.py").write_text("import nosuchpackage\n")
    out = run("check", "arrays", cwd=tmp_path / "work", course=PANELS).out
    assert "✘ arrays  Arrays, large and small  0/12\n  all 5 checks: stopped with an error\n\n  ✘ halve" in out
    assert out.count("nosuchpackage'") == 1
    assert "row_sums" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="as the other files")
def test_every_golden_file_is_used(request):
    """No file is left over from a deleted test."""
    used = {"check-80", "check-40", "check-pipe", "check-plain", "first-80", "first-40"}
    assert {path.stem for path in GOLDEN.iterdir()} == used
