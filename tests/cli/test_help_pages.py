"""docs/commands.md is the help of every command."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_in_step():
    """The page is what docs/commands.py writes now."""
    page = runpy.run_path(str(DOCS / "commands.py"))["page"]()
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == page, "docs/commands.md is out of step: make docs"


@pytest.mark.parametrize("command", [(), ("check",), ("completion",), ("dev", "stubs")])
def test_the_page_is_what_a_reader_gets(dlcourse, command):
    """A command's section is exactly what its --help prints in a terminal of the usual width."""
    ended = dlcourse(*command, "--help", course=None, COLUMNS="80", LINES="24")
    assert ended.code == 0
    assert f"## {' '.join(('dlcourse', *command))}\n\n```text\n{ended.out}```\n" in (DOCS / "commands.md").read_text()


def test_every_link_leads_somewhere():
    """Each line of the table of contents leads to a section."""
    text = (DOCS / "commands.md").read_text()
    sections = {line.removeprefix("## ").replace(" ", "-") for line in text.splitlines() if line.startswith("## ")}
    links = {line.partition("](#")[2].partition(")")[0] for line in text.splitlines() if line.startswith("| [")}
    assert links == sections
    assert "dlcourse-dev-check" in links
