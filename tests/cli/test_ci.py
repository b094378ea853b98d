"""A check in CI: JUnit XML, and what GitHub Actions reads from the log."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

HOSTILE = r"]]><boom a='&amp;'>\x00\x1b[31m\ud800 %0A::error::no"


@pytest.fixture
def actions(student, tmp_path):
    """Run a check as a step of a job, and return (its output, the job's summary)."""
    summary = tmp_path / "summary.md"
    summary.write_text("earlier\n")

    def run(*arguments, **settings):
        github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        ended = student("check", *arguments, **github | settings)
        assert ended.err == ""
        return ended.out, summary.read_text()

    return run


def annotations(out):
    """Return the annotations that GitHub reads from a log, as (kind, properties, message)."""
    seen, token = [], None
    for line in out.splitlines():
        if token:
            token = None if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif found := re.fullmatch(r"::(\w+) (.*?)::(.*)", line):
            seen.append((found[1], dict(part.split("=", 1) for part in found[2].split(",")), found[3]))
    assert token is None
    return seen


def test_junit(student, write, solutions, workspace):
    """--junit writes valid XML with the messages, whatever student code puts into them."""
    raising = f"raise ValueError({HOSTILE!r}.encode().decode('unicode_escape'))"
    write(solutions["numbers"].replace("return 2 * x", raising).replace("float(sum(values))", "1.0"))
    ended = student("check", "basics", "--junit", "out/report.xml")
    assert ended.code == 1
    assert "✘ numbers" in ended.out
    root = ET.parse(workspace / "out/report.xml").getroot()
    assert root.tag == "testsuites"
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6",
        "failures": "1",
        "errors": "1",
        "skipped": "4",
    }
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["basics.numbers", "basics.words"]
    for suite in suites:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{kind}")))
    error = root.find(".//error")
    assert error is not None
    assert "]]><boom a='&amp;'>" in error.text
    assert error.get("message") == "0/2 points, error"


def test_junit_of_what_passes(student, write, solutions, workspace):
    """If everything passes, no case has a child. With --json, only the document is on stdout."""
    write(solutions["numbers"])
    ended = student("check", "numbers", "--json", "--junit", "report.xml")
    assert ended.code == 0
    assert ended.out.startswith("{")
    cases = ET.parse(workspace / "report.xml").getroot().findall("testsuite/testcase")
    assert [len(case) for case in cases] == [0, 0, 0]
    assert cases[0].get("name") == "double returns twice every element"


def test_junit_where_nothing_can_be_written(student, workspace):
    """A file that cannot be written is reported in one line, after the results."""
    ended = student("check", "numbers", "--junit", "basics/numbers.py/report.xml")
    assert ended.code == 2
    assert "report.xml" in ended.err
    assert "Traceback" not in ended.err


def test_annotations(actions, write, solutions, workspace):
    """Each problem is annotated on its line of the student's file, with the message. The summary gets a table."""
    write(solutions["numbers"].replace("return 2 * x", "return 3 * x").replace("return float", "return 1 / 0  #"))
    out, summary = actions("basics", GITHUB_WORKSPACE=str(workspace.parent))
    assert "✘ double returns twice every element  0/2" in out
    (kind, where, message), (_, where_next, _) = annotations(out)
    assert kind == "error"
    assert where == {
        "file": "work/basics/numbers.py",
        "line": "4",
        "title": "numbers%3A double returns twice every element",
    }
    assert message.startswith("returned   ndarray of 2×3")
    assert "%0Acalled     double(x)%0A           x = ndarray of 2×3" in message
    source = (workspace / "basics/numbers.py").read_text().splitlines()
    assert "1 / 0" in source[int(where_next["line"]) - 1]
    assert summary.startswith("earlier\n### First steps\n\n| topic | state | points |")
    assert "| Doubling and adding | failed | 0/5 |" in summary
    assert "| Greeting | not started | 0/4 |" in summary
    assert "0 of 9 visible points" in summary


def test_what_student_code_prints_is_no_command(actions, write, solutions):
    """Whatever student code prints, raises or returns, GitHub sees only our annotations."""
    shout = "print('::error::mine\\n::stop-commands::x\\n::x::\\n::set-output name=a::b')"
    write(solutions["numbers"].replace("return 2 * x", f"{shout}\n    return '::warning::{HOSTILE}'"))
    out, _ = actions("numbers")
    seen = annotations(out)
    assert [kind for kind, _, _ in seen] == ["error"]
    assert "%0A" in seen[0][2]
    assert "%250A" in seen[0][2]
    tokens = re.findall(r"^::stop-commands::(\w+)$", out, re.MULTILINE)
    assert len(tokens[0]) == 32
    assert tokens[0] != re.findall(r"^::stop-commands::(\w+)$", actions("numbers")[0], re.MULTILINE)[0]


def test_at_most_ten(actions, write, solutions, course):
    """GitHub shows ten annotations of a step, so no more are written."""
    visible = course / "graders/basics/numbers/test_visible.py"
    more = "\n\n@check(points=1, hints=['Add.'])\ndef test_more_{n}(total_values):\n    assert total_values['sum'] > {n}, 'above {n}'\n"
    visible.write_text(visible.read_text() + "".join(more.format(n=n) for n in range(1, 13)))
    write(solutions["numbers"].replace("float(sum(values))", "0.5"))
    out, _ = actions("numbers", course=course)
    assert len(annotations(out)) == 10


def test_no_summary_file(actions, write, solutions):
    """Without a summary file, and with nothing to annotate, nothing breaks."""
    write(solutions["numbers"])
    out, summary = actions("numbers", GITHUB_STEP_SUMMARY=None)
    assert annotations(out) == []
    assert summary == "earlier\n"
