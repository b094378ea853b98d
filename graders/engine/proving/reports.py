"""A proof for other programs: JSON, and JUnit XML for CI systems."""

from __future__ import annotations

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.proving.findings import Proof

SCHEMA: Final = "dlcourse/proof/v1"
PLACE: Final = re.compile(r"(?P<file>[\w./-]+\.\w+)(?::(?P<line>\d+))?:? (?P<says>.*)", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Line:
    """A violation or warning. file: relative to the course's root, empty if it is about none. line: 0 if it is about none."""

    file: str
    line: int
    says: str


def read_line(text: str) -> Line:
    """Return a proof's line in its parts."""
    if (found := PLACE.fullmatch(text)) is None:
        return Line("", 0, text)
    return Line(found["file"], int(found["line"] or 0), found["says"])


def as_json(proof: Proof, topics: Sequence[Topic]) -> str:
    """Return one JSON document: what is wrong, and for each topic its checks with the mistakes that they catch."""
    document = {
        "schema": SCHEMA,
        "violations": [dataclasses.asdict(read_line(line)) for line in proof.violations],
        "warnings": [dataclasses.asdict(read_line(line)) for line in proof.warnings],
        "topics": [
            {"topic": topic.id, "checks": [dataclasses.asdict(row) for row in proof.table.get(topic.id, [])]}
            for topic in topics
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_junit(proof: Proof, topics: Sequence[Topic]) -> bytes:
    """Return an XML document: a test case for each topic, and one for the course, which fails with what is about no topic."""
    root = ET.Element("testsuites", name="dlcourse dev check")
    suite = ET.SubElement(root, "testsuite", name=topics[0].course.name if topics else "")
    by_topic: dict[str, list[str]] = {name: [] for name in [*(topic.id for topic in topics), "course"]}
    for line in proof.violations:
        by_topic[next((topic.id for topic in topics if _is_about(line, topic)), "course")].append(line)
    for name, lines in by_topic.items():
        case = ET.SubElement(suite, "testcase", classname="dlcourse.dev.check", name=name)
        if lines:
            ET.SubElement(case, "failure", message=f"{len(lines)} violations").text = "\n".join(lines)
    for element in (root, suite):
        element.set("tests", str(len(by_topic)))
        element.set("failures", str(sum(map(bool, by_topic.values()))))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _is_about(line: str, topic: Topic) -> bool:
    root = topic.course.root
    return line.startswith(topic.id) or read_line(line).file in {
        path.relative_to(root).as_posix() for path in topic.files
    }
