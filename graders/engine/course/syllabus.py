"""The syllabus of a course, as Markdown: its weeks and topics, what they teach, their points, and what they cover."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.text import counted, points


def syllabus(course: Course) -> str:
    """Return the page. It names the course's texts only if a topic covers one."""
    topics = course.topics
    total = points(sum(week.points for week in course.manifest.weeks))
    counts = f"{counted(len(course.weeks), 'week')}, {counted(len(topics), 'topic')}, {total} points"
    lines = [
        f"# {course.manifest.title}: the syllabus",
        "",
        f"{counts}. `dlcourse dev syllabus` writes this page from `course.toml` and the stubs.",
    ]
    for week in course.manifest.weeks:
        lines += ["", f"## {week.name} · {week.title}", "", *_table(course.weeks[week.name])]
    if any(topic.entry.covers for topic in topics):
        lines += ["", "## What is covered", "", *_covered(topics)]
    return "\n".join(lines) + "\n"


def _table(topics: list[Topic]) -> Iterator[str]:
    covers = any(topic.entry.covers for topic in topics)
    yield "| topic | title | what it teaches | points |" + " covers |" * covers
    yield "|---|---|---|--:|" + "---|" * covers
    for topic in topics:
        cells = [f"`{topic.name}`", topic.entry.title, _teaches(topic), points(topic.entry.points)]
        cells += [", ".join(topic.entry.covers)] * covers
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield f"| | | | {points(sum(topic.entry.points for topic in topics))} |" + " |" * covers


def _teaches(topic: Topic) -> str:
    """Return the first line of the stub, which says what the topic teaches."""
    text = ast.get_docstring(reading.parse(topic.stub)) or ""
    return text.partition("\n")[0].rstrip(".")


def _covered(topics: list[Topic]) -> Iterator[str]:
    """Yield for each text the topics that cover a part of it."""
    texts = sorted({part.partition(":")[0] for topic in topics for part in topic.entry.covers})
    yield "| text | topics |"
    yield "|---|---|"
    for text in texts:
        named = [t.name for t in topics if any(part.partition(":")[0] == text for part in t.entry.covers)]
        yield f"| {text} | {', '.join(named)} |"
