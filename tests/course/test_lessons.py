"""The lessons: their snippets run and give what they say, their images are there and as the script draws them."""

from __future__ import annotations

import doctest
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
    """Return (lesson, heading, text) of each section; each can be read, and run, by itself."""
    found = []
    for lesson in LESSONS:
        _, *parts = re.split(r"^## ", lesson.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found += [(lesson, *part.split("\n", 1)) for part in parts]
    return found


@pytest.mark.parametrize(("lesson", "heading", "text"), sections(), ids=lambda value: str(value)[:40].strip())
def test_snippets(lesson, heading, text):
    """Every line that begins with >>> gives what stands below it."""
    torch.manual_seed(0)
    source = "\n".join(FENCE.findall(text))
    test = doctest.DocTestParser().get_doctest(source, {"__name__": "lesson"}, heading, str(lesson), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert said == []
    assert bool(test.examples) == bool(source), "a python block without >>>"


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
