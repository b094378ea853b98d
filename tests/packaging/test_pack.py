"""dlcourse dev pack: our own course as one zip, without an answer in it."""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def test_the_pack_holds_all_that_is_needed_and_no_answer(
    run, tmp_path: Path, hold_no_answer: Callable[[dict[str, str]], None]
) -> None:
    """The zip has every topic's stub, probes, visible checks, key and encrypted note, and the data; no line of a solution and no
    hidden check.
    """
    ended = run("dev", "pack", "--out", "course.zip", cwd=tmp_path, course=ROOT)
    assert ended.code == 0, ended
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        contents = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    hold_no_answer(contents)
    manifest = tomllib.loads((ROOT / "course.toml").read_text())
    for week in manifest["week"]:
        places = [f"{week['name']}/{topic['name']}" for topic in week["topic"]]
        wanted = {f"exercises/{place}.py" for place in places} | {f"keys/{place}.key" for place in places}
        wanted |= {f"keys/{place}.note" for place in places}
        wanted |= {f"graders/{place}/{file}.py" for place in places for file in ("probes", "test_visible")}
        wanted |= {f"datasets/{name}" for name in week.get("data", [])}
        assert wanted <= contents.keys()
    assert {"course.toml", "datasets/tables.py", "datasets/README.md"} <= contents.keys()
    fetched = run("fetch", "week03", "--from", "course.zip", "--into", "work", cwd=tmp_path, course=None)
    assert fetched.code == 0, fetched
    checked = run("check", "parameter_count", cwd=tmp_path / "work", course=None)
    assert (checked.code, "not started" in checked.out) == (1, True)
