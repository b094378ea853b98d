"""A new topic's files: a small one that works already, for the author to turn into their own."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Final

from dlcourse.graders.course import Course, Topic, TopicEntry
from dlcourse.graders.errors import CourseError
from dlcourse.graders.files import write_atomic
from dlcourse.graders.stubs import BEGIN, END, cut

SOLUTION: Final = f'''"""TITLE: what it is about, in one line."""


def double(x):
    """Return twice every element of x.

    x: a float array of any shape. It is not changed.
    Returns an array of the same shape and dtype.
    """
    {BEGIN}
    return 2 * x
    {END}
'''
MISTAKES: Final = '''"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="double", caught_by="test_double")
def double_squares(x):
    """You square x: that is right for 0 and 2 only. Multiply it by 2."""
    return x * x
'''
VARIANTS: Final = '''"""Right but unusual solutions."""

from dlcourse.graders.authoring import variant


@variant(of="double")
def double_by_adding(x):
    """Adds x to itself."""
    return x + x
'''
PROBES: Final = '''"""What double is asked."""

from dlcourse.graders.authoring import probe


def numbers(rng):
    return {"x": rng.uniform(2.5, 9, size=(2, 3))}


@probe(inputs=numbers)
def double_values(student, x):
    return {"y": student.double(x), "x": x}
'''
VISIBLE: Final = '''from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Multiply x by 2."])
def test_double(double_values):
    """double returns twice every element."""
    assert_matches(double_values, "y")
'''
HIDDEN: Final = '''from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Make a new array; x *= 2 changes the caller's."], needs=["test_double"])
def test_double_leaves_its_input(double_values):
    """double does not change what it is given."""
    assert_matches(double_values, "x")
'''
ENTRY: Final = """
[[week.topic]]
name = "NAME"
title = "TITLE"
points = 2
"""


def new_topic(course: Course, week: str, name: str, title: str) -> list[Path]:
    """Write the files of a new topic and its entry in course.toml; return their paths. Nothing is overwritten.

    Raises CourseError for an unknown week, a name that is none or taken, or a file that is there already.
    """
    course.week(week)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise CourseError(f"{name!r} cannot be a topic: use lower-case letters, digits and _, starting with a letter.")
    if any(topic.name == name for topic in course.weeks[week]):
        raise CourseError(f"{week} has a topic {name!r} already.")
    title = title.replace("\\", "").replace('"', "'")
    entry = ENTRY.replace("NAME", name).replace("TITLE", title)
    manifest = course.root / "course.toml"
    text = _with_entry(manifest.read_text(encoding="utf-8"), week, entry)
    topic = Topic(course, course.week(week), TopicEntry(name, title, points=2))
    solution = SOLUTION.replace("TITLE", title)
    contents = {
        topic.solution: solution,
        topic.mistakes_file: MISTAKES,
        topic.variants_file: VARIANTS,
        topic.probes_file: PROBES,
        topic.visible_file: VISIBLE,
        topic.hidden_file: HIDDEN,
    }
    for path in (*contents, topic.stub):
        if path.exists():
            raise CourseError(f"{path} is there already; nothing was written. Delete it or choose another name.")
    contents[topic.stub] = cut(solution, topic.solution.name)
    if topic.lesson.exists():
        lesson = topic.lesson.read_text(encoding="utf-8").rstrip("\n")
        contents[topic.lesson] = f"{lesson}\n\n{topic.heading}\n\nWhat it is, and why.\n"
    for path, content in contents.items():
        write_atomic(path, content)
    write_atomic(manifest, text)
    return [*contents, manifest]


def _with_entry(text: str, week: str, entry: str) -> str:
    """Insert a topic's entry behind the last one of its week: in TOML it belongs to the [[week]] above it."""
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if line.strip() == "[[week]]"] + [len(lines)]
    for start, following in itertools.pairwise(starts):
        head = "".join(lines[start:following]).split("[[week.topic]]")[0]
        if re.search(rf'^name\s*=\s*["\']{re.escape(week)}["\']\s*$', head, re.MULTILINE):
            end = following
            while end > start and not lines[end - 1].strip():
                end -= 1
            return "".join(lines[:end]).rstrip("\n") + "\n" + entry + "".join(lines[end:])
    raise CourseError(
        f'course.toml has no [[week]] with name = "{week}" on a line of its own: write the topic\'s entry by hand.'
    )
