"""The first check in a checkout with solutions makes only the keys that it needs: those of topics that are begun."""

from __future__ import annotations

import pytest


@pytest.fixture
def empty(tmp_path):
    """A cache without keys."""
    return tmp_path / "cache"


def keys(folder):
    """Return how many keys are in a cache."""
    return len(list(folder.rglob("*.key")))


def test_fetch_and_status_make_no_keys(dlcourse, tmp_path, empty):
    """Neither fetch nor status makes a key."""
    dlcourse("fetch", "basics", "--into", "mine", DLCOURSE_CACHE=str(empty))
    assert dlcourse("status", cwd=tmp_path / "mine", DLCOURSE_CACHE=str(empty)).code == 0
    assert keys(empty) == 0


def test_check_of_a_week_makes_the_keys_of_what_is_begun(student, write, solutions, empty):
    """A check of the whole week makes keys only for the topics whose file differs from its stub."""
    ended = student("check", "basics", DLCOURSE_CACHE=str(empty))
    assert (ended.code, keys(empty)) == (1, 0)
    write("def double(x):\n    return 1\n")
    ended = student("check", "basics", DLCOURSE_CACHE=str(empty))
    assert (ended.code, keys(empty)) == (1, 1)
    assert "not started" in ended.out
    write(solutions["words"], "words")
    student("check", "basics", DLCOURSE_CACHE=str(empty))
    assert keys(empty) == 2


def test_a_file_that_cannot_be_read_needs_no_key(student, write, empty):
    """A file that is not run, such as an empty one, is a clear failure without a key."""
    write("")
    ended = student("check", "basics", DLCOURSE_CACHE=str(empty))
    assert (ended.code, keys(empty)) == (1, 0)
    assert "numbers.py is empty" in ended.out


def test_several_keys_at_once(student, write, solutions, empty):
    """Several keys that are made side by side give the same results, and mistakes are recognised."""
    write("def double(x):\n    return x * 2\n\n\ndef total(values):\n    return float(len(values))\n")
    write(solutions["words"], "words")
    first = student("check", "basics", DLCOURSE_CACHE=str(empty))
    assert keys(empty) == 2
    assert first.out == student("check", "basics").out


def test_watch_makes_the_keys_of_what_is_begun(terminal, write, empty):
    """watch makes the key of the topic that it checks, and no other."""
    write("def double(x):\n    return 1\n")
    screen = terminal("watch", "basics", DLCOURSE_CACHE=str(empty))
    screen.until("returned")
    screen.press("q")
    assert screen.ended() == 0
    assert keys(empty) == 1
