"""A new topic's files: a small one that works already, for the author to turn into their own.

The texts in `TO_WRITE` must not stay as they are; `dlcourse dev check` looks for them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.course import Course, Topic, TopicEntry
from dlcourse.graders.engine.course.stubs import BEGIN, END, cut
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.files import write_atomic

ABOUT: Final = "what it is about, in one line"
SECTION: Final = "What it is, and why."
TO_WRITE: Final = {"solution": ABOUT, "lesson": SECTION}  # by what `Topic` calls the file
SOLUTION: Final = f'''"""TITLE: {ABOUT}."""

IMPORT


def double(x: ARRAY) -> ARRAY:
    """Return twice every element of x.

    x: a float MADE of any shape. It is not changed.
    Returns a MADE of the same shape and dtype.

    >>> double(EXAMPLE)
    RESULT
    """
    {BEGIN}
    return 2 * x
    {END}
'''
OF_NUMPY: Final = {
    "IMPORT": "import numpy as np",
    "ARRAY": "np.ndarray",
    "MADE": "NumPy array",
    "EXAMPLE": "np.array([1.5, 2.0])",
    "RESULT": "array([3., 4.])",
}
OF_TORCH: Final = {
    "IMPORT": "import torch",
    "ARRAY": "torch.Tensor",
    "MADE": "tensor",
    "EXAMPLE": "torch.tensor([1.5, 2.0])",
    "RESULT": "tensor([3., 4.])",
}
MISTAKES: Final = '''"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="double", caught_by="test_double")
def double_squares(x):
    """You square x: that is right for 0 and 2 only. Multiply it by 2."""
    return x * x


@mistake(of="double", caught_by="test_double_leaves_its_input")
def double_in_place(x):
    """You change the x that you were given. Make a new one: 2 * x."""
    x *= 2
    return x
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
    """x has two rows of three numbers."""
    return {"y": student.double(x), "x": x}
'''
VISIBLE: Final = '''from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "What becomes of 3, and what of 4.5?",
        "Multiply every element by the same number.",
        "Look up what * does with a number and an array.",
    ],
)
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


def new_topic(course: Course, week: str, name: str, title: str, after: str | None = None) -> list[Path]:
    """Write the files of a new topic and its entry in course.toml; return their paths. Nothing is overwritten.

    after: the topic of the week behind which it stands, in course.toml, in the lesson and in the lesson's table of
        files where there is one; without one, the last. A lesson that is missing is begun.
    Raises CourseError for an unknown week or `after`, a name that is none or taken, or a file that is there already.
    """
    entry = course.week(week)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise CourseError(f"{name!r} cannot be a topic: use lower-case letters, digits and _, starting with a letter.")
    names = [topic.name for topic in course.weeks[week]]
    if name in names:
        raise CourseError(f"{week} has a topic {name!r} already.")
    if after is not None and after not in names:
        raise CourseError(f"{week} has no topic {after!r} to put it after. {nearest(after, names)}")
    printable = "".join(letter if letter.isprintable() else " " for letter in title)
    title = " ".join(printable.replace("\\", "").replace('"', "'").split())
    earlier = names[: names.index(after) + 1] if after else names
    manifest = course.root / "course.toml"
    text = ENTRY.replace("NAME", name).replace("TITLE", title)
    text = _with_entry(manifest.read_text(encoding="utf-8"), week, text, after)
    topic = Topic(course, entry, TopicEntry(name, title, points=2))
    solution = SOLUTION
    for word, made in (OF_TORCH if entry.arrays == "torch" else OF_NUMPY).items():
        solution = solution.replace(word, made)
    solution = solution.replace("TITLE", title)
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
    lesson = topic.lesson.read_text(encoding="utf-8") if topic.lesson.exists() else f"# {entry.title}\n"
    contents[topic.lesson] = _with_section(lesson, topic, [t for t in course.weeks[week] if t.name in earlier])
    for path, content in contents.items():
        write_atomic(path, content)
    write_atomic(manifest, text)
    return [*contents, manifest]


def _with_entry(text: str, week: str, entry: str, after: str | None) -> str:
    """Insert a topic's entry behind another one, or the last, of its week: in TOML it belongs to the [[week]] above it."""
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if line.strip() == "[[week]]"] + [len(lines)]
    for start, following in itertools.pairwise(starts):
        parts = [i for i in range(start, following) if lines[i].strip() == "[[week.topic]]"] + [following]
        if not _is_named(lines[start : parts[0]], week):
            continue
        ends = [end for begin, end in itertools.pairwise(parts) if after and _is_named(lines[begin:end], after)]
        end = ends[0] if ends else following
        while end > start and not lines[end - 1].strip():
            end -= 1
        return "".join(lines[:end]).rstrip("\n") + "\n" + entry + "".join(lines[end:])
    raise CourseError(
        f'course.toml has no [[week]] with name = "{week}" on a line of its own: write the topic\'s entry by hand.'
    )


def _is_named(lines: list[str], name: str) -> bool:
    return re.search(rf'^name\s*=\s*["\']{re.escape(name)}["\']\s*(#.*)?$', "".join(lines), re.MULTILINE) is not None


def _sections(lines: list[str]) -> Iterator[int]:
    """Yield the lines with which sections begin; in a block of code, ## is something else."""
    code = False
    for number, line in enumerate(lines):
        code ^= line.startswith("```")
        if line.startswith("## ") and not code:
            yield number


def _with_section(lesson: str, topic: Topic, earlier: list[Topic]) -> str:
    """Insert a topic's section behind that of the nearest topic before it which has one, and its row into the table of files."""
    lines = lesson.rstrip("\n").split("\n")
    headings = [i for i, line in enumerate(lines) if line in [t.heading for t in earlier]]
    place = next((i for i in _sections(lines) if headings and i > headings[-1]), len(lines))
    before, behind = "\n".join(lines[:place]).rstrip("\n").split("\n"), lines[place:]
    lines = [*before, "", topic.heading, "", SECTION, *(["", *behind] if behind else [])]
    rows = [i for i, line in enumerate(lines) if any(line.startswith(f"| `{t.file_name}` |") for t in earlier)]
    if rows and lines[rows[-1]].count("|") == 4:  # file, title, points
        lines.insert(rows[-1] + 1, f"| `{topic.file_name}` | {topic.entry.title} | {topic.entry.points:g} |")
    return "\n".join(lines) + "\n"
