"""dlcourse dev new: the files of a new topic, which work at once."""

from __future__ import annotations

import tomllib

import pytest

from dlcourse.graders.engine.course.course import Course

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
    assert f"In {course}:" in made
    for file in FILES:
        assert (course / file).is_file()
        assert file in made
    (week,) = tomllib.loads((course / "course.toml").read_text())["week"]
    assert [topic["name"] for topic in week["topic"]] == ["numbers", "words", "tripling"]
    assert week["topic"][2]["title"] == "Three 'times'"
    assert "## Three 'times' · `tripling.py`" in (course / "exercises/basics/README.md").read_text()
    assert "the topics of basics now add up to 12 points, and it says 10" in made
    assert f"dlcourse --course {course} dev stubs\n" in made
    assert f"dlcourse --course {course} dev check basics/tripling\n" in made


def test_the_new_topic_is_sound(made, dlcourse, course, edit):
    """Once its texts are written, the new topic passes dev check, and a student can fetch, fail and pass it."""
    edit("course.toml", "points = 10", "points = 12")
    for file in ("solutions/basics/tripling.py", "exercises/basics/tripling.py"):
        edit(file, "what it is about, in one line.", "Making things larger.")
    edit("exercises/basics/README.md", "What it is, and why.", "Large things are seen better.")
    ended = dlcourse("dev", "check", "tripling", course=course)
    assert (ended.code, "2 mistakes caught and recognised" in ended.out, "warning" in ended.err) == (0, True, False), (
        ended
    )
    assert dlcourse("dev", "stubs", "--check", course=course).code == 0
    folder = course.parent / "work"
    dlcourse("fetch", "basics", "--into", folder, course=course)
    assert "not started" in dlcourse("check", "tripling", course=course, cwd=folder).out
    (folder / "basics/tripling.py").write_text("def double(x):\n    return x * x\n")
    assert "You square x" in dlcourse("check", "tripling", course=course, cwd=folder).out


def test_an_odd_title(dlcourse, course):
    """Whatever it holds, course.toml and the solution can be read, and a word of the scaffold's own is not replaced."""
    odd = 'IMPORT \x01 \\ "" \u00e9\n## RESULT'
    ended = dlcourse("dev", "new", "basics/tripling", "--title", odd, course=course)
    assert ended.code == 0, ended
    assert Course(course).find("tripling")[0].entry.title == "IMPORT '' \u00e9 ## RESULT"
    assert "IMPORT" in (course / "solutions/basics/tripling.py").read_text(encoding="utf-8").splitlines()[0]
    assert dlcourse("dev", "stubs", "--check", course=course).code == 0


def test_it_is_written_as_this_repository_asks(made, course):
    """It meets the rules of this repository's course: three hints (a question, the idea, what to look up), an example."""
    (topic,) = Course(course).find("tripling")
    (visible,) = topic.visible_checks.values()
    assert [visible.hints[0][-1], visible.hints[2][:8]] == ["?", "Look up "]
    assert [len(visible.hints), *(len(check.hints) for check in topic.hidden_checks.values())] == [3, 1]
    assert ">>> double(np.array([1.5, 2.0]))\n    array([3., 4.])\n" in topic.solution.read_text()


def test_in_a_week_of_tensors(dlcourse, course, edit):
    """The contract and its example use tensors."""
    edit("course.toml", "points = 10", 'points = 12\narrays = "torch"')
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    text = (course / "solutions/basics/tripling.py").read_text()
    assert "import torch\n" in text
    assert ">>> double(torch.tensor([1.5, 2.0]))\n    tensor([3., 4.])\n" in text


def test_where_it_goes(dlcourse, course):
    """--after puts the entry, the lesson's section and the row of its table behind another topic; code is no section."""
    lesson = course / "exercises/basics/README.md"
    table = "| file | what | points |\n|---|---|---|\n| `numbers.py` | Doubling and adding | 6 |\n| `words.py` | Greeting | 4 |\n"
    text = lesson.read_text().replace("\n## Greeting", "\n```sh\n## no section\n```\n\n## Greeting")
    lesson.write_text(f"{table}\n{text}\n## The data\n\nWords.\n")
    assert dlcourse("dev", "new", "basics/tripling", "--after", "numbers", course=course).code == 0
    assert dlcourse("dev", "new", "basics/last", course=course).code == 0
    (week,) = tomllib.loads((course / "course.toml").read_text())["week"]
    assert [topic["name"] for topic in week["topic"]] == ["numbers", "tripling", "words", "last"]
    text = lesson.read_text()
    assert [line for line in text.splitlines() if line.startswith(("## ", "| `"))] == [
        "| `numbers.py` | Doubling and adding | 6 |",
        "| `tripling.py` | Tripling | 2 |",
        "| `words.py` | Greeting | 4 |",
        "| `last.py` | Last | 2 |",
        "## Doubling and adding · `numbers.py`",
        "## no section",
        "## Tripling · `tripling.py`",
        "## Greeting · `words.py`",
        "## Last · `last.py`",
        "## The data",
    ]
    assert "## Last · `last.py`\n\nWhat it is, and why.\n\n## The data\n\nWords.\n" in text
    ended = dlcourse("dev", "new", "basics/more", "--after", "lsat", course=course)
    assert (ended.code, "has no topic 'lsat' to put it after. Did you mean 'last'?" in ended.err) == (2, True)


LAID_OUT = """\
name = "tiny"        # the name
title = 'Tiny'

# the only week
[[week]]
name = "basics"
title = "First steps"
points = 10
data = ["words.txt"]

[[week.topic]]
name = "numbers"
title = "Doubling and adding"
points = 6   # of ten
# more numbers come later

# words are shorter
[[week.topic]]
name = "words"
title = "Greeting"
points = 4


# ---- not written yet
"""
ENTRY = '[[week.topic]]\nname = "tripling"\ntitle = "Tripling"\npoints = 2\n'


@pytest.mark.parametrize(
    ("after", "following"), [("numbers", "# words are shorter\n"), ("words", "\n# ---- not written yet\n")]
)
def test_the_layout_of_the_manifest_stays(dlcourse, course, after, following):
    """The entry is all that changes in course.toml: comments, blank lines and quotes stay, and above what they are about."""
    (course / "course.toml").write_text(LAID_OUT)
    assert dlcourse("dev", "new", "basics/tripling", "--after", after, course=course).code == 0
    before, behind = LAID_OUT.split(following)
    assert (course / "course.toml").read_text() == f"{before}{ENTRY}\n{following}{behind}"


@pytest.mark.parametrize(
    ("topics", "entries"),
    [
        ("", f"\n{ENTRY}"),
        ("topic = []\n", 'topic = [{name = "tripling", title = "Tripling", points = 2}]\n'),
        (
            'topic = [{ name = "a", title = "A", points = 1 }]\n',
            'topic = [{ name = "a", title = "A", points = 1 }, {name = "tripling", title = "Tripling", points = 2}]\n',
        ),
    ],
    ids=["none", "empty", "inline"],
)
def test_topics_that_are_written_otherwise(dlcourse, course, topics, entries):
    """A week may have no topics, or have them in an inline array."""
    week = 'name = "tiny"\ntitle = "Tiny"\n\n[[week]]\nname = "basics"\ntitle = "First steps"\npoints = 2\n'
    (course / "course.toml").write_text(week + topics)
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    assert (course / "course.toml").read_text() == week + entries


def test_a_week_without_a_lesson(dlcourse, course):
    """A new lesson begins with the week's title."""
    (course / "exercises/basics/README.md").unlink()
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    text = (course / "exercises/basics/README.md").read_text()
    assert text == "# First steps\n\n## Tripling · `tripling.py`\n\nWhat it is, and why.\n"


def test_it_goes_into_the_week_that_was_named(dlcourse, course, edit):
    """With several weeks, the entry is in its own week, not at the end of the file."""
    edit("course.toml", "[[week]]", '[[week]]\nname = "warm_up"\ntitle = "Warm up"\npoints = 2\n\n[[week]]')
    assert dlcourse("dev", "new", "warm_up/stretch", course=course).code == 0
    first, second = tomllib.loads((course / "course.toml").read_text())["week"]
    assert [topic["name"] for topic in first["topic"]] == ["stretch"]
    assert first["topic"][0]["title"] == "Stretch"
    assert len(second["topic"]) == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tripling", "course dev new basics/tripling"),
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


def test_a_new_week(dlcourse, course):
    """Its entry, its lesson with the table of files, and its first topic, which is proved at once."""
    ended = dlcourse("dev", "new", "later/tripling", "--new-week", "Later on", "--arrays", "numpy", course=course)
    assert ended.code == 0, ended
    lesson = (course / "exercises/later/README.md").read_text()
    assert lesson.startswith(
        "# Later on\n\nWhat it is, and why.\n\n"
        "| file | what you build | points |\n|---|---|---|\n| `tripling.py` | Tripling | 2 |\n\n## Tripling"
    )
    assert '\n\n[[week]]\nname = "later"\n' in (course / "course.toml").read_text()
    begun = dlcourse("dev", "check", "later/tripling", course=course).out
    assert [f"exercises/later/README.md:{line}: this still says" in begun for line in (3, 5, 11)] == [True, False, True]
    for path in ("solutions/later/tripling.py", "exercises/later/README.md"):
        text = (course / path).read_text()
        text = text.replace("What it is, and why.", "Words.").replace("what it is about, in one line", "words")
        (course / path).write_text(text)
    assert dlcourse("dev", "stubs", course=course).code == 0
    ended = dlcourse("dev", "check", course=course)
    assert (ended.code, "3 topics" in ended.out) == (0, True), ended
    again = dlcourse("dev", "new", "later/other", "--new-week", "Later on", course=course)
    assert (again.code, "There is a week 'later' already: leave out --new-week." in again.err) == (2, True)
    assert dlcourse("dev", "new", "later/other", course=course).code == 0
    assert "| `other.py` | Other | 2 |\n" in (course / "exercises/later/README.md").read_text()


def test_a_new_week_must_be_asked_for(dlcourse, course):
    """A week that is not there is more often a typo. A wrong name of the topic writes nothing."""
    before = (course / "course.toml").read_text()
    ended = dlcourse("dev", "new", "basic/tripling", course=course)
    assert (ended.code, "Did you mean 'basics'? --new-week TITLE makes one." in ended.err) == (2, True), ended
    ended = dlcourse("dev", "new", "later/Tripling!", "--new-week", "Later", course=course)
    assert ended.code == 2
    assert (course / "course.toml").read_text() == before


def test_a_topic_that_is_left_out(dlcourse, course, edit):
    """One line in course.toml: no violation, no points, nothing for students."""
    edit("course.toml", 'title = "Greeting"\n', 'title = "Greeting"\nskip = true\n')
    ended = dlcourse("dev", "check", course=course)
    assert (ended.code, ended.out.startswith("1 topic, 4 checks")) == (0, True), ended
    assert dlcourse("fetch", "basics", course=course).code == 0
    assert not (course.parent / "basics" / "words.py").exists()
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    assert (course / "course.toml").read_text().index('"numbers"') < (course / "course.toml").read_text().index(
        '"tripling"'
    )


def test_a_placeholder_of_another_topic_stops_no_proof(dlcourse, course, edit):
    """The lesson is one file for all topics of a week."""
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    edit("course.toml", "points = 10", "points = 12")
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code == 0, ended
