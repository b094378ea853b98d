"""Results as JUnit XML for CI systems: a test suite for each topic, a test case for each check."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from dlcourse.graders.engine.results.records import CheckResult, Results, Status
from dlcourse.graders.engine.text import points

KINDS: dict[Status, str] = {  # a passed check has no element of its own
    "failed": "failure",
    "error": "error",
    "timeout": "error",
    "broken": "error",
    "not_started": "skipped",
    "blocked": "skipped",
}


def as_junit(results: Results) -> bytes:
    """Return an XML document in UTF-8. A check that is not started or blocked is skipped, a broken one is an error."""
    root = ET.Element("testsuites", name=f"{results.course} {results.week}")
    for topic in results.topics:
        suite = ET.SubElement(root, "testsuite", {"name": f"{results.week}.{topic.topic}", **_counts(topic.checks)})
        for check in topic.checks:
            case = ET.SubElement(
                suite,
                "testcase",
                classname=f"{results.week}.{topic.topic}",
                name=check.title,
                time=f"{check.seconds:.3f}",
            )
            if check.status != "passed":
                summary = f"{points(check.points)}/{points(check.max_points)} points, {check.status.replace('_', ' ')}"
                ET.SubElement(case, KINDS[check.status], message=summary).text = check.message
    _sum_up(root)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _counts(checks: tuple[CheckResult, ...]) -> dict[str, str]:
    kinds = [KINDS.get(check.status) for check in checks]
    return {
        "tests": str(len(checks)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "skipped": str(kinds.count("skipped")),
        "time": f"{sum(check.seconds for check in checks):.3f}",
    }


def _sum_up(root: ET.Element) -> None:
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
