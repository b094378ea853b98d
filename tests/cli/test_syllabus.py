"""dlcourse dev syllabus: the course as a table, and docs/syllabus.md in step with it; `status` over several weeks."""

from __future__ import annotations

from pathlib import Path

REPO = Path(__file__).parents[2]
COURSE = REPO / "tests" / "courses" / "light"


def test_the_page_is_in_step(dlcourse):
    """docs/syllabus.md is what the command prints."""
    ended = dlcourse("dev", "syllabus", course=REPO)
    assert (REPO / "docs" / "syllabus.md").read_text(encoding="utf-8") == ended.out, (
        "docs/syllabus.md is out of step: make docs"
    )


def test_weeks_topics_points_and_what_is_covered(dlcourse, tmp_path):
    """Each topic has a row with the first line of its stub; a sum ends each week; a text lists its topics."""
    assert dlcourse("dev", "syllabus", "--out", "page.md", course=COURSE).code == 0
    lines = (tmp_path / "page.md").read_text().splitlines()
    assert (
        "2 weeks, 3 topics, 8 points. `dlcourse dev syllabus` writes this page from `course.toml` and the stubs."
        in lines
    )
    assert "## plain · Plain numbers" in lines
    assert "| `node` | A value that remembers | A number that remembers what it was made of | 2 | n1:5-9 |" in lines
    assert "| | | | 6 | |" in lines
    assert "| n1 | node |" in lines


def test_status_shows_all_weeks(dlcourse, tmp_path):
    """Two fetched weeks, one of them solved, and then a week that is not fetched."""
    assert dlcourse("fetch", "arrays", course=COURSE).code == 0
    (tmp_path / "arrays" / "steps.py").write_text((COURSE / "solutions" / "arrays" / "steps.py").read_text())
    assert dlcourse("check", "steps", course=COURSE).code == 0
    shown = dlcourse("status", course=COURSE).out
    assert "plain  Plain numbers: not fetched (dlcourse fetch plain)" in shown
    assert "1 of 1 topics, 2 of 2 visible points" in shown
    assert "Next: dlcourse fetch plain" in shown
    assert dlcourse("fetch", "plain", course=COURSE).code == 0
    shown = dlcourse("status", course=COURSE).out
    assert "0 of 2 topics, 0 of 5 visible points" in shown
    assert "In all: 1 of 3 topics, 2 of 7 visible points" in shown
    assert "Next: plain/report.py, then: dlcourse check report" in shown
