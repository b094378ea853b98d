"""Colours, boxes, signs and links in a terminal: each only if the terminal can show it and the user wants it."""

from __future__ import annotations

import re

import pytest

LINK = "\x1b]8;"
COLOUR = re.compile(r"\x1b\[(?:\d+;)*3[0-7](?:;\d+)*m")


@pytest.fixture
def wrong(write, solutions):
    """Write work with a mistake in it."""
    return write(solutions["numbers"].replace("2 * x", "x * x"))


@pytest.mark.parametrize("command", [("check", "basics"), ("status",)])
@pytest.mark.parametrize(
    ("arguments", "settings", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
    ids=["auto", "always", "always-in-spite-of-NO_COLOR", "never"],
)
def test_colours_in_a_pipe(student, wrong, command, arguments, settings, coloured):
    """A pipe gets colours only if the user asks for them, and never links or cursor movements."""
    student("check", "numbers")
    out = student(*command, *arguments, **{"NO_COLOR": None, "TERM": "xterm-256color"} | settings).out
    assert bool(COLOUR.search(out)) == coloured, out
    assert ("\x1b" in out) == coloured
    assert LINK not in out
    assert "╭" not in out


@pytest.mark.parametrize(
    ("arguments", "settings", "coloured"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
    ids=["auto", "NO_COLOR", "never", "always"],
)
def test_colours_and_links_at_a_terminal(terminal, wrong, arguments, settings, coloured):
    """A terminal gets colours, and links that open the file and the lesson, unless the user wants no colours."""
    t = terminal("check", "numbers", *arguments, **settings)
    assert t.ended() == 1
    raw = t.raw.decode()
    assert bool(COLOUR.search(raw)) == coloured
    assert (LINK in raw) == coloured
    assert "╭" in t.screen()
    if coloured:
        assert f"{wrong.as_uri()}\x1b\\basics/numbers.py:4" in raw
        assert wrong.with_name("README.md").as_uri() in raw


@pytest.mark.parametrize(
    "settings", [{"TERM": "dumb"}, {"DLCOURSE_PLAIN": "1", "NO_COLOR": "1"}], ids=["dumb", "plain"]
)
def test_a_terminal_that_draws_nothing(terminal, wrong, settings):
    """A dumb terminal gets no escape sequence, a screen reader only styles; no box, no animation."""
    t = terminal("check", "numbers", **settings)
    assert t.ended() == 1
    raw = t.raw.decode()
    assert "\x1b" not in (raw if settings.get("TERM") else re.sub(r"\x1b\[[\d;]*m", "", raw))
    assert "\r" not in raw.replace("\r\n", "")
    assert not set("╭│╰⠋") & set(t.screen())
    assert "You square x" in t.screen()


def test_words_instead_of_signs(student, wrong, write):
    """--plain and DLCOURSE_PLAIN show every status as a word."""
    out = student("check", "basics", "--plain").out
    assert "failed: double returns twice every element  0/2" in out
    assert "not started: words  Greeting  0/4" in out
    assert not set("✔✘○·━─") & set(out)
    assert out == student("check", "basics", DLCOURSE_PLAIN="on").out
    ended = student("check", "basics", DLCOURSE_PLAIN="maybe")
    assert (ended.code, ended.err) == (2, "Error: DLCOURSE_PLAIN is 'maybe'. Set it to 1 or 0.\n")
    out = student("status", "--plain").out
    assert "failed: numbers  2/5" in out
    assert "not started: words" in out
    assert not set("✔✘○━─") & set(out)


@pytest.mark.parametrize("command", [("check", "basics"), ("status",), ("hint", "numbers"), ("score",)])
def test_a_terminal_that_knows_only_ascii(student, wrong, command):
    """Each of our signs is replaced by an ASCII character, never by an escape (click would write UTF-8)."""
    ended = student(*command, PYTHONIOENCODING="ascii")
    assert ended.out.isascii()
    assert ended.err == ""
    assert not re.search(r"\\[xuU][0-9a-f]{2}", ended.out), ended.out


@pytest.mark.parametrize("command", [("check", "numbers"), ("status",)])
def test_a_width_of_nothing(student, wrong, command):
    """COLUMNS=0, which some programs set, is the same as no COLUMNS."""
    assert student(*command, COLUMNS="0").out == student(*command, COLUMNS=None).out != ""


def test_signs_of_a_student_stay_readable(student, write, solutions):
    """Characters of a student that ASCII does not have are escaped; nothing is lost, and nothing crashes."""
    write(solutions["numbers"].replace("return 2 * x", "raise ValueError('größer ∂')"))
    ended = student("check", "numbers", PYTHONIOENCODING="ascii")
    assert (ended.code, ended.err) == (1, "")
    assert "gr\\xf6\\xdfer \\u2202" in ended.out


def test_a_narrow_terminal(terminal, wrong):
    """In 40 columns, no line is broken inside a word."""
    t = terminal("check", "basics", columns=40, rows=100)
    assert t.ended() == 1
    screen = t.screen()
    assert "Go on with basics/numbers.py, then:\ndlcourse check numbers" in screen
    for line in screen.splitlines():
        assert len(line) <= 40
    assert {"element", "change", "instead", "hidden"} <= set(re.findall(r"\w+", screen))
