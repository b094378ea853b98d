"""docs/author.md makes two topics from nothing: the tests follow the page, and get the answers that it shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
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
SNIPPETS = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOPICS = {"week01": "clipping", "week02": "flowers"}
WITNESS = "tests/course/week01/test_clipping.py"


@pytest.fixture(scope="module")
def followed(tmp_path_factory, run):
    """Follow the page, step by step: the folder with its files, and for each dlcourse command its line, answer and ending."""
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
            if program == "pytest":
                assert witness(folder, *words) == 0
                continue
            assert program == "dlcourse"
            ended = run(*words, cwd=folder / (command["folder"] or "."), course=None)
            done.append((command["line"], command["answer"].replace("/home/ada/course", str(folder)), ended))
    return folder, done


def witness(folder: Path, *arguments: str) -> int:
    """Run pytest in a course, and return its exit code."""
    return subprocess.run([sys.executable, "-P", "-m", "pytest", *arguments], cwd=folder, check=False).returncode


def test_the_page_has_all_files(followed):
    """Nothing that a topic needs is left to guess."""
    folder, _ = followed
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    files = {file for file in files if not re.search(r"__pycache__|\.pytest_cache", file)}
    expected = {"course.toml", WITNESS, "solutions/week01/notes/clipping.md"}
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


def test_the_witness_finds_a_wrong_reference(followed, tmp_path):
    """The checks compare with the reference; only the witness can say that it is wrong."""
    folder, _ = followed
    copy = shutil.copytree(folder, tmp_path / "course")
    solution = copy / "solutions/week01/clipping.py"
    right = solution.read_text(encoding="utf-8")
    solution.write_text(right.replace("for grad in grads).sqrt()", "for grad in grads)"), encoding="utf-8")
    assert solution.read_text(encoding="utf-8") != right
    assert witness(copy, WITNESS) == 1


def test_the_snippets_of_its_lessons(followed, paste):
    """They are blocks that the tests of our own lessons would run, and true."""
    folder, _ = followed
    torch.manual_seed(0)
    for lesson in sorted((folder / "exercises").glob("*/README.md")):
        (source,) = SNIPPETS.findall(lesson.read_text(encoding="utf-8"))
        assert "#" in source
        assert paste([source]) == []
