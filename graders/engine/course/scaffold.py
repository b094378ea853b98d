"""A new topic's files: a small topic that works already, for the author to change into their own.

What `placeholders` returns must not stay as it is; `dlcourse dev check` looks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.engine.course.course import Course, Topic, TopicEntry
from dlcourse.graders.engine.course.stubs import BEGIN, END, cut
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.files import write_atomic

if TYPE_CHECKING:
    from tomlkit.items import Table

ABOUT: Final = "what it is about, in one line"
SECTION: Final = "What it is, and why."
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
POINTS: Final = 2  # of the checks above
NAME: Final = r"[a-z][a-z0-9_]*"
TABLE: Final = "| file | what you build | points |\n|---|---|---|"  # at the top of a week's lesson


def placeholders(topic: Topic) -> dict[Path, str]:
    """Return the text of each file of a topic that its author must replace."""
    return {topic.solution: ABOUT, topic.lesson: SECTION}


def check_name(name: str) -> None:
    """Raise CourseError if a name cannot be that of a new week or topic."""
    if not re.fullmatch(NAME, name):
        raise CourseError(f"{name!r} cannot be a name: use lower-case letters, digits and _, starting with a letter.")


def new_week(course: Course, name: str, title: str, arrays: str) -> list[Path]:
    """Write a new week's entry at the end of course.toml, and the beginning of its lesson; return their paths.

    arrays: as in course.toml. Raises CourseError for a name that is invalid or taken, or a lesson that exists.
    """
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Array  # noqa: PLC0415

    check_name(name)
    if name in course.weeks:
        raise CourseError(f"There is a week {name!r} already: leave out --new-week.")
    lesson, manifest = course.root / "exercises" / name / "README.md", course.root / "course.toml"
    if lesson.exists():
        raise CourseError(f"{lesson} is there already; nothing was written. Delete it or choose another name.")
    text = manifest.read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    week = tomlkit.table()
    week.update({"name": name, "title": _one_line(title), "points": POINTS, "arrays": arrays})
    if isinstance(document["week"], Array):  # week = [{ name = … }]
        document["week"].append(week)
        text = tomlkit.dumps(document)
    else:
        text = f"{text.rstrip()}\n\n{tomlkit.dumps({'week': [week]})}"
    write_atomic(lesson, f"# {_one_line(title)}\n\n{SECTION}\n\n{TABLE}\n")
    write_atomic(manifest, text)
    return [manifest, lesson]


def new_topic(course: Course, week: str, name: str, title: str, after: str | None = None) -> list[Path]:
    """Write the files of a new topic and its entry in course.toml; return their paths. Nothing is overwritten.

    after: the topic of the week behind which to put it, in course.toml, in the lesson and in the lesson's table of files
        if there is one; by default, the last. A missing lesson is begun.
    Raises CourseError for an unknown week or `after`, a name that is invalid or taken, or a file that exists.
    """
    entry, topics = course.week(week), course.weeks[week]
    names = [topic.name for topic in topics]
    check_name(name)
    if name in names:
        raise CourseError(f"{week} has a topic {name!r} already.")
    if after is not None and after not in names:
        raise CourseError(f"{week} has no topic {after!r} to put it after. {nearest(after, names)}")
    earlier = topics[: names.index(after) + 1] if after else topics
    topic = Topic(course, entry, TopicEntry(name, _one_line(title), points=POINTS))
    contents = _contents(topic)
    for path in contents:
        if path.exists():
            raise CourseError(f"{path} is there already; nothing was written. Delete it or choose another name.")
    lesson = topic.lesson.read_text(encoding="utf-8") if topic.lesson.exists() else f"# {entry.title}\n"
    contents[topic.lesson] = _with_section(lesson, topic, earlier)
    manifest = course.root / "course.toml"
    contents[manifest] = _with_entry(manifest.read_text(encoding="utf-8"), topic, earlier[-1].name if earlier else None)
    for path, content in contents.items():
        write_atomic(path, content)
    return list(contents)


def _one_line(title: str) -> str:
    """Return a title that can stand in a heading and in a docstring."""
    printable = "".join(letter if letter.isprintable() else " " for letter in title)
    return " ".join(printable.replace("\\", "").replace('"', "'").split())


def _contents(topic: Topic) -> dict[Path, str]:
    """Return the content of each file of a new topic."""
    solution = SOLUTION
    for word, made in (OF_TORCH if topic.week.arrays == "torch" else OF_NUMPY).items():
        solution = solution.replace(word, made)
    solution = solution.replace("TITLE", topic.entry.title)  # last: a title may hold the other words
    return {
        topic.solution: solution,
        topic.mistakes_file: MISTAKES,
        topic.variants_file: VARIANTS,
        topic.probes_file: PROBES,
        topic.visible_file: VISIBLE,
        topic.hidden_file: HIDDEN,
        topic.stub: cut(solution, topic.solution.name),
    }


def _with_entry(text: str, topic: Topic, before: str | None) -> str:
    """Insert a topic's entry into course.toml behind the topic `before` of its week. All else stays as it is."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Array, InlineTable, Table  # noqa: PLC0415

    document = tomlkit.parse(text if text.endswith("\n") else f"{text}\n")
    weeks: Any = document["week"]
    week = next(week for week in weeks if week["name"] == topic.week.name)
    index = [entry["name"] for entry in week.get("topic", [])].index(before) + 1 if before else 0
    inline = isinstance(week, InlineTable) or isinstance(week.get("topic"), Array)  # topic = [{ name = … }]
    entry: Table | InlineTable = tomlkit.inline_table() if inline else tomlkit.table()
    entry.update({"name": topic.name, "title": topic.entry.title, "points": POINTS})
    if isinstance(entry, Table):
        _move_end(week["topic"][index - 1] if index else week, entry)
    week.setdefault("topic", tomlkit.array() if inline else tomlkit.aot()).insert(index, entry)
    return tomlkit.dumps(document)


def _move_end(before: Table, entry: Table) -> None:
    """Move the end of the table `before`, from its first blank line on, behind the new entry.

    tomlkit counts blank lines and comments to the table above them. These comments are about what follows.
    """
    from tomlkit import nl  # noqa: PLC0415
    from tomlkit.items import Comment, Whitespace  # noqa: PLC0415

    body = before.value.body
    end = 1 + max(number for number, (key, _) in enumerate(body) if key is not None)
    while end < len(body) and isinstance(body[end][1], Comment):
        end += 1
    for _, item in body[end:]:
        if isinstance(item, Comment | Whitespace):  # nothing else is left there
            entry.add(item)
    body[end:] = []
    before.add(nl())


def _sections(lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that begin a section. In a block of code, ## begins none."""
    code = False
    for number, line in enumerate(lines):
        code ^= line.startswith("```")
        if line.startswith("## ") and not code:
            yield number


def own_lines(lines: list[str], topic: Topic) -> list[int]:
    """Return the numbers of the lines of a topic's section in its lesson, and of the opening if it is the week's first topic."""
    opening = range(next(_sections(lines), 0)) if topic is topic.course.weeks[topic.week.name][0] else range(0)
    if topic.heading not in lines:
        return list(opening)
    begin = lines.index(topic.heading)
    section = range(begin, next((number for number in _sections(lines) if number > begin), len(lines)))
    return [*opening, *section]


def _with_section(lesson: str, topic: Topic, earlier: list[Topic]) -> str:
    """Insert a topic's section and its row in the table of files, each behind that of the nearest earlier topic that has one."""
    lines = lesson.rstrip("\n").split("\n")
    headings = [i for i, line in enumerate(lines) if line in [t.heading for t in earlier]]
    end = next((i for i in _sections(lines) if headings and i > headings[-1]), len(lines))
    before, behind = "\n".join(lines[:end]).rstrip("\n").split("\n"), lines[end:]
    lines = [*before, "", topic.heading, "", SECTION, *(["", *behind] if behind else [])]
    rows = [i for i, line in enumerate(lines) if any(line.startswith(f"| `{t.file_name}` |") for t in earlier)]
    if not earlier and TABLE in lesson:
        rows = [lines.index(TABLE.splitlines()[-1])]
    if rows and lines[rows[-1]].count("|") == 4:  # file, title, points
        lines.insert(rows[-1] + 1, f"| `{topic.file_name}` | {topic.entry.title} | {topic.entry.points:g} |")
    return "\n".join(lines) + "\n"
