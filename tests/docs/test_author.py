"""docs/author.md makes a topic from nothing: here it is done as the page says, and what the page shows comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "author.md"
FILE = re.compile(r"^`([\w/.]+)`\n\n(`{3,})\w*\n(.*?)^\2$", re.MULTILINE | re.DOTALL)
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with the files of the page."""
    folder = tmp_path_factory.mktemp("authors") / "course"
    for name, _, content in FILE.findall(PAGE.read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_the_page_has_all_files(made):
    """Nothing that a topic needs is left to guess."""
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert files == {
        "course.toml",
        "exercises/week01/README.md",
        "graders/week01/clipping/probes.py",
        "graders/week01/clipping/test_hidden.py",
        "graders/week01/clipping/test_visible.py",
        "solutions/week01/clipping.py",
        "solutions/week01/mistakes/clipping.py",
        "solutions/week01/variants/clipping.py",
    }


def test_the_commands_say_what_the_page_says(made, run, tmp_path):
    """Each command of the page is run; where the page shows an answer, that is the answer."""
    proof, student = SESSION.findall(PAGE.read_text(encoding="utf-8"))
    for command, answer in re.findall(r"^\$ dlcourse (.*)\n((?:^[^$].*\n)*)", proof, re.MULTILINE):
        ended = run(*command.split(), cwd=made, course=None)
        assert (ended.code, ended.out) == (0, answer), ended
    commands = re.findall(r"dlcourse ([^&\n]*)", student)
    fetched = run(*commands[0].replace("../mine", str(tmp_path / "mine")).split(), cwd=made, course=None)
    assert fetched.code == 0, fetched
    checked = run(*commands[1].split(), cwd=tmp_path / "mine", course=None)
    assert "clipping  Clipping gradients  0/2  not started" in checked.out
