"""dlcourse dev new: the files of a new topic, which work from the first moment on."""

from __future__ import annotations

import tomllib

import pytest

FILES = (
    "solutions/basics/tripling.py",
    "solutions/basics/mistakes/tripling.py",
    "solutions/basics/variants/tripling.py",
    "graders/basics/tripling/probes.py",
    "graders/basics/tripling/test_visible.py",
    "graders/basics/tripling/test_hidden.py",
    "exercises/basics/tripling.py",
)


@pytest.fixture
def made(dlcourse, course):
    """Make the topic basics/tripling in the copied course, and return what was said."""
    ended = dlcourse("dev", "new", "basics/tripling", "--title", 'Three "times"', course=course)
    assert ended.code == 0, ended
    return ended.out


def test_files_and_entry(made, course):
    """Every file of a topic is made and named, and course.toml has its entry in the right week."""
    for file in FILES:
        assert (course / file).is_file()
        assert file in made
    (week,) = tomllib.loads((course / "course.toml").read_text())["week"]
    assert [topic["name"] for topic in week["topic"]] == ["numbers", "words", "tripling"]
    assert week["topic"][2]["title"] == "Three 'times'"
    assert "## Three 'times' · `tripling.py`" in (course / "exercises/basics/README.md").read_text()
    assert "the points of basics must be the sum of its topics'" in made
    assert "dlcourse dev check basics/tripling" in made


def test_the_new_topic_is_sound(made, dlcourse, course, edit):
    """The new topic passes dev check as it is, and a student can fetch, fail and pass it."""
    edit("course.toml", "points = 10", "points = 12")
    assert dlcourse("dev", "check", "tripling", course=course).code == 0
    assert dlcourse("dev", "stubs", "--check", course=course).code == 0
    folder = course.parent / "work"
    dlcourse("fetch", "basics", "--into", folder, course=course)
    assert "not started" in dlcourse("check", "tripling", course=course, cwd=folder).out
    (folder / "basics/tripling.py").write_text("def double(x):\n    return x * x\n")
    assert "You square x" in dlcourse("check", "tripling", course=course, cwd=folder).out


def test_it_goes_into_the_week_that_was_named(dlcourse, course, edit):
    """With several weeks, the entry stands under its own one, not at the end of the file."""
    edit("course.toml", "[[week]]", '[[week]]\nname = "warm_up"\ntitle = "Warm up"\npoints = 2\n\n[[week]]')
    assert dlcourse("dev", "new", "warm_up/stretch", course=course).code == 0
    first, second = tomllib.loads((course / "course.toml").read_text())["week"]
    assert [topic["name"] for topic in first["topic"]] == ["stretch"]
    assert first["topic"][0]["title"] == "Stretch"
    assert len(second["topic"]) == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tripling", "dlcourse dev new basics/tripling"),
        ("basics/", "Say which week"),
        ("basisc/tripling", "Did you mean 'basics'?"),
        ("basics/Tripling", "use lower-case letters"),
        ("basics/../up", "use lower-case letters"),
        ("basics/numbers", "has a topic 'numbers' already"),
    ],
)
def test_a_name_that_cannot_be(dlcourse, course, name, words):
    """A name without week, with odd characters, or taken, is refused; nothing is written."""
    before = sorted(course.rglob("*"))
    ended = dlcourse("dev", "new", name, course=course)
    assert ended.code == 2
    assert words in ended.err
    assert sorted(course.rglob("*")) == before


def test_nothing_is_overwritten(dlcourse, course):
    """A file that is there already stops it before anything is written."""
    mine = course / FILES[-1]
    mine.write_text("mine")
    manifest = (course / "course.toml").read_text()
    ended = dlcourse("dev", "new", "basics/tripling", course=course)
    assert ended.code == 2
    assert "is there already; nothing was written" in ended.err
    assert mine.read_text() == "mine"
    assert not (course / FILES[0]).exists()
    assert (course / "course.toml").read_text() == manifest
