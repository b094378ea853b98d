"""docs/author.md makes two topics from nothing: here it is done as the page says, and what the page shows comes out."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
import torch

PAGE = Path(__file__).parents[2] / "docs" / "author.md"
STEP = re.compile(
    r"^`(?P<name>[\w/.]+)`(?P<more>, at its end)?\n\n(?P<fence>`{3,})\w*\n(?P<text>.*?)^(?P=fence)$"
    r"|^```console\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?:cd (?P<folder>\S+) && )?(?P<line>.*)\n(?P<answer>(?:^[^$].*\n)*)", re.MULTILINE)
SNIPPETS = re.compile(r"^```python\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)
TOPICS = {"week01": "clipping", "week02": "flowers"}


@pytest.fixture(scope="module")
def followed(tmp_path_factory, run):
    """Follow the page, step by step: the folder with its files, and for each command its line, its answer and how it ended."""
    folder = tmp_path_factory.mktemp("authors") / "course"
    folder.mkdir()
    done = []
    for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
        if step["name"]:
            path = folder / step["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if step["more"] else ""
            path.write_text(before + step["text"], encoding="utf-8")
        for command in COMMAND.finditer(step["session"] or ""):
            program, *words = shlex.split(command["line"])
            assert program == "dlcourse"
            ended = run(*words, cwd=folder / (command["folder"] or "."), course=None)
            done.append((command["line"], command["answer"].replace("/home/ada/course", str(folder)), ended))
    return folder, done


def test_the_page_has_all_files(followed):
    """Nothing that a topic needs is left to guess."""
    folder, _ = followed
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    expected = {"course.toml"}
    for week, topic in TOPICS.items():
        expected |= {f"exercises/{week}/README.md", f"exercises/{week}/{topic}.py"}
        expected |= {f"solutions/{week}/{part}{topic}.py" for part in ("", "mistakes/", "variants/")}
        expected |= {f"graders/{week}/{topic}/{file}.py" for file in ("probes", "test_visible", "test_hidden")}
    assert files == expected


def test_the_commands_say_what_the_page_says(followed):
    """Each command of the page is run; where the page shows an answer, that is the answer."""
    _, done = followed
    assert len(done) == 6
    for line, answer, ended in done:
        if answer:
            assert (ended.code, ended.out) == (0, answer), (line, ended)
    *_, fetch, check = [ended for line, answer, ended in done if not answer]
    assert fetch.code == 0, fetch
    assert "clipping  Clipping gradients  0/2  not started" in check.out


def test_the_snippets_of_its_lessons(followed):
    """They are blocks that the tests of our own lessons would run, and true."""
    folder, _ = followed
    torch.manual_seed(0)
    for lesson in sorted((folder / "exercises").glob("*/README.md")):
        (source,) = SNIPPETS.findall(lesson.read_text(encoding="utf-8"))
        test = doctest.DocTestParser().get_doctest(source, {}, lesson.parent.name, str(lesson), 0)
        assert doctest.DocTestRunner().run(test).failed == 0
