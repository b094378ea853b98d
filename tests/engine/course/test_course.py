"""The course's manifest: what it may say, and how errors in it are reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course, installed_course
from dlcourse.graders.engine.errors import BrokenGrader, CourseError

GOOD = """
name = "mini"
title = "Mini"

[[week]]
name = "first"
title = "First"
points = 3

[[week.topic]]
name = "adding"
title = "Adding"
points = 1

[[week.topic]]
name = "counting"
title = "Counting"
points = 2

[[week]]
name = "second"
title = "Second"
points = 1
topic = [{ name = "counting", title = "Counting again", points = 1 }]
"""


def course(tmp_path: Path, text: str | bytes) -> Course:
    (tmp_path / "course.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return Course(tmp_path)


def test_a_course_is_its_weeks_and_topics_in_order(tmp_path: Path) -> None:
    """Names, limits and paths follow from the manifest alone; no file but it is read."""
    made = course(tmp_path, GOOD)
    assert [topic.id for topic in made.topics] == ["first/adding", "first/counting", "second/counting"]
    topic = made.topics[0]
    assert (topic.entry.seconds, topic.entry.memory, topic.week.arrays) == (10.0, 4096, "numpy")
    places = [
        topic.stub,
        topic.solution,
        topic.mistakes_file,
        topic.variants_file,
        topic.probes_file,
        topic.hidden_file,
    ]
    assert [path.relative_to(tmp_path.resolve()).as_posix() for path in places] == [
        "exercises/first/adding.py",
        "solutions/first/adding.py",
        "solutions/first/mistakes/adding.py",
        "solutions/first/variants/adding.py",
        "graders/first/adding/probes.py",
        "graders/first/adding/test_hidden.py",
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("first", ["first/adding", "first/counting"]),
        ("first/counting", ["first/counting"]),
        ("second/counting", ["second/counting"]),
        ("adding", ["first/adding"]),
    ],
)
def test_topics_are_found_by_week_topic_or_both(tmp_path: Path, name: str, found: list[str]) -> None:
    """A week means its topics; a topic's name is enough if only one topic has it."""
    assert [topic.id for topic in course(tmp_path, GOOD).find(name)] == found


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("counting", "first/counting or second/counting"),
        ("ading", "Did you mean 'adding'?"),
        ("first/ading", "Did you mean 'first/adding'?"),
        ("frist", "Did you mean 'first'?"),
        ("zzz", "Choose from: first, second, adding, counting, counting."),
        ("", "There is"),
        ("first/", "Did you mean"),
        ("../first", "Did you mean"),
        ("\x1b[2J", "There is"),
    ],
)
def test_an_unknown_name_gets_the_nearest(tmp_path: Path, name: str, says: str) -> None:
    """If nothing is found, or two topics, the message names what there is."""
    with pytest.raises(CourseError) as caught:
        course(tmp_path, GOOD).find(name)
    assert says in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_unknown_week_gets_the_nearest(tmp_path: Path) -> None:
    """So it is where only a week will do."""
    with pytest.raises(CourseError, match=r"no week 'frist'.*Did you mean 'first'"):
        course(tmp_path, GOOD).week("frist")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('name = "mini"\n', "", "`name`"),
        ('title = "First"\n', "", "`week[0]`"),
        ('title = "Adding"\n', "", "`week[0].topic[0]`"),
        ('title = "Adding"\n', "title = 5\n", "`week[0].topic[0].title`"),
        ('title = "Adding"\npoints = 1', 'title = "Adding"\npoints = "1"', "`week[0].topic[0].points`"),
        ('title = "Adding"\npoints = 1', 'title = "Adding"\npoints = -1', "`week[0].topic[0].points`"),
        ('title = "Adding"\npoints = 1', 'title = "Adding"\npoints = 0', "`week[0].topic[0].points`"),
        ('title = "Adding"\npoints = 1', 'title = "Adding"\npoints = nan', "`week[0].topic[0].points`"),
        ('title = "Adding"\npoints = 1', 'title = "Adding"\npoints = inf', "`week[0].topic[0].points`"),
        ('title = "Adding"\n', 'title = "Adding"\nseconds = 0\n', "`week[0].topic[0].seconds`"),
        ('title = "Adding"\n', 'title = "Adding"\nmemory = -5\n', "`week[0].topic[0].memory`"),
        ('title = "Adding"\n', 'title = "Adding"\nmemory = 0.5\n', "`week[0].topic[0].memory`"),
        ('title = "Adding"\n', 'title = "Adding"\nsecond = 3\n', "`week[0].topic[0]`"),
        ('title = "First"\n', 'title = "First"\narrays = "jax"\n', "`week[0].arrays`"),
        ('title = "First"\n', 'title = "First"\ndata = "words.txt"\n', "`week[0].data`"),
        ('title = "Mini"\n', 'title = "Mini"\nweeks = []\n', "`weeks`"),
        ('name = "first"', 'name = "first week"', "'first week'"),
        ('name = "first"', 'name = "../first"', "'../first'"),
        ('name = "first"', 'name = ""', "''"),
        ('name = "adding"', 'name = "adding.py"', "'first/adding.py'"),
        ('name = "adding"', 'name = "a/b"', "'first/a/b'"),
        ('name = "second"', 'name = "first"', "'first' is there twice"),
        ('name = "adding"', 'name = "counting"', "'first/counting' is there twice"),
        ('name = "mini"', 'name = "../mini"', "'../mini'"),
        *(
            ('title = "First"\n', f'title = "First"\ndata = ["words.txt", {json.dumps(name)}]\n', repr(name))
            for name in (
                "../../x",
                "/etc/passwd",
                "a/b.csv",
                "..",
                ".",
                "",
                ".hidden",
                "..\\x",
                "c:x",
                "x\0",
                "x\n",
                "words.txt ",
                "x.",
            )
        ),
        ('title = "Adding"', 'title = "Adding', "line 12"),
        ('title = "Adding"\n', 'title = "Adding"\ntitle = "More"\n', "line 13"),
        ('title = "Mini"', "title", "line 3"),
    ],
)
def test_a_mistake_in_the_manifest_is_reported_by_file_and_place(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    """Each message names course.toml and where in it, and has exit code 3."""
    assert GOOD.count(old) >= 1
    with pytest.raises(BrokenGrader) as caught:
        course(tmp_path, GOOD.replace(old, new, 1))
    assert f"{tmp_path.resolve() / 'course.toml'}: " in str(caught.value)
    assert place in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"\x00", "name = 'é'".encode("latin-1")], ids=repr)
def test_a_manifest_that_is_none_is_reported(tmp_path: Path, data: bytes) -> None:
    """Binary, empty and wrongly encoded files are the course's fault, and named."""
    with pytest.raises(BrokenGrader, match=r"course\.toml"):
        course(tmp_path, data)


def test_a_folder_without_manifest_is_no_course(tmp_path: Path) -> None:
    """A wrong --course is wrong usage, with the folder's name."""
    with pytest.raises(CourseError, match="is not a course") as caught:
        Course(tmp_path / "nowhere")
    assert caught.value.exit_code == 2
    (tmp_path / "course.toml").mkdir()
    with pytest.raises(CourseError, match="is not a course"):
        Course(tmp_path)


def test_a_topic_without_checks_breaks_the_grader(tmp_path: Path) -> None:
    """The message says where to write some."""
    with pytest.raises(BrokenGrader, match=r"first/adding has no checks.*test_visible\.py"):
        course(tmp_path, GOOD).topics[0].checks(hidden=True)


def test_the_installed_course_is_readable() -> None:
    """The course that comes with the package opens, and each of its topics has checks for its probes."""
    for topic in Course(installed_course()).topics:
        assert topic.probes_of(topic.checks(hidden=False))
