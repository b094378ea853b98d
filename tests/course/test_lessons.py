"""The lessons: their snippets run and give what they say, their images are there and as the script draws them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "exercises").glob("*/README.md"))
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)]+)\)")


def sections() -> list[tuple[Path, str, str]]:
    """Return (lesson, heading, text) of the first page and of each section; each can be read, and run, by itself."""
    found = []
    for lesson in LESSONS:
        parts = re.split(r"^## ", lesson.read_text(encoding="utf-8").removeprefix("# "), flags=re.MULTILINE)
        found += [(lesson, *part.split("\n", 1)) for part in parts]
    return found


@pytest.mark.parametrize(("lesson", "heading", "text"), sections(), ids=lambda value: str(value)[:40].strip())
def test_snippets(lesson, heading, text, paste, tmp_path, monkeypatch):
    """The blocks of a section can be pasted one after the other, from the student's folder, and their comments are true."""
    (tmp_path / "data").symlink_to(ROOT / "datasets", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(0)
    assert paste(FENCE.findall(text)) == []


def test_wrong_snippets_are_found(paste):
    """A wrong output, one that is missing, an unexpected error, and code that a prompt does not take."""
    assert (
        paste(["x = 2  # a remark\nprint(x)  # 2\n\n# a remark\n1 / 0  # ZeroDivisionError: division by zero\n"]) == []
    )
    assert paste(["for i in range(2):\n    print(i)\n# 0\n# 1\n\nprint([i,\n  3])\n# [1, 3]\n"]) == []
    for block in (
        "print(2)  # 3\n",
        "print(2)\n",
        "2\n",
        "print(2)\n\n# 2, too late\n",
        "1 / 0\n",
        "for i in range(2):\n    print(i)\n# 0\n# 2\n",
        "for i in range(2):\n    print(i)\nx = 3\n",
    ):
        assert len(paste([block])) == 1, block


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.parent.name)
def test_no_prompts(lesson):
    """A block with prompts cannot be pasted."""
    assert ">>>" not in lesson.read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.parent.name)
def test_images(lesson):
    """Every image that is shown is there, with words for whoever cannot see it; and none lies around unused."""
    shown = list(IMAGE.finditer(lesson.read_text(encoding="utf-8")))
    assert all(len(image["words"]) > 20 for image in shown)
    drawn = {path.relative_to(lesson.parent).as_posix() for path in (lesson.parent / "images").glob("*.svg")}
    assert {image["file"] for image in shown} == drawn


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.parent.name)
def test_images_are_what_the_script_draws(lesson, tmp_path):
    """Whoever changes the script draws them again. A week without pictures needs no script."""
    script = lesson.parent / "images" / "draw.py"
    if not script.exists():
        assert not list(script.parent.glob("*.svg"))
        return
    shutil.copy(script, tmp_path)
    subprocess.run([sys.executable, "-P", tmp_path / "draw.py"], check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    drawn = {path.name: path.read_bytes() for path in tmp_path.glob("*.svg")}
    assert drawn == {path.name: path.read_bytes() for path in (lesson.parent / "images").glob("*.svg")}
