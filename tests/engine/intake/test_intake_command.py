"""Grading a class as it comes from a platform, through the real command."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture
def right(topics) -> dict[str, str]:
    """The text of the tiny course's solutions, by topic."""
    return {topic.name: topic.solution.read_text(encoding="utf-8") for topic in topics}


@pytest.fixture
def graded(dlcourse, tmp_path):
    """Grade what is at a path; return how the command ended and the points of each student by topic."""

    def grade(path):
        ended = dlcourse("grade", "basics", path, "--out", "results", "--isolation", "process")
        assert ended.code == 0, ended
        rows = csv.DictReader(io.StringIO((tmp_path / "results" / "grades.csv").read_text(encoding="utf-8")))
        return ended, {row["student"]: (float(row["numbers"]), float(row["words"])) for row in rows}

    return grade


def test_a_canvas_download(graded, zipped, right, tmp_path):
    """A Canvas zip is graded as it was downloaded: late, again and zipped work at its student, the rest listed."""
    inner = zipped({"hw/basics/numbers.py": right["numbers"]}, "inner.zip").read_bytes()
    ended, points = graded(
        zipped(
            {
                "lovelaceada_1_10_numbers.py": "broken(",
                "lovelaceada_LATE_1_20_numbers-1.py": right["numbers"],
                "lovelaceada_LATE_1_21_words.py": right["words"],
                "bob_2_30_hw.zip": inner,
                "eve_3_40_essay.docx": "?",
                "readme.txt": "?",
            }
        )
    )
    assert "Read as a Canvas download: 3 students." in ended.err
    assert points == {"bob_2": (6, 0), "eve_3": (0, 0), "lovelaceada_1": (6, 4)}
    assert "Note: readme.txt: not read" in ended.out
    assert "an earlier attempt, lovelaceada_1_10_numbers.py" in ended.out
    assert sorted(path.name for path in (tmp_path / "results" / "evidence").iterdir()) == [
        "bob_2",
        "eve_3",
        "lovelaceada_1",
    ]


def test_a_group_on_gradescope(graded, folder, right):
    """A group's submission is graded for each of its members."""
    metadata = "s_1:\n  :submitters:\n  - {':email': ada@x.edu}\n  - {':email': bob@x.edu}\n"
    ended, points = graded(folder({"submission_metadata.yml": metadata, "s_1/numbers.py": right["numbers"]}))
    assert "Read as a Gradescope export: 2 students." in ended.err
    assert points == {"ada@x.edu": (6, 0), "bob@x.edu": (6, 0)}


def test_hostile_names_and_archives(graded, folder, zipped, right, tmp_path):
    """Odd names and hostile zips cost their owners' points only, and nothing is written outside the results."""
    class_ = folder(
        {"-rf/numbers.py": right["numbers"], "Ada/words.py": right["words"], "ada/numbers.py": right["numbers"]}
    )
    zipped({"../../numbers.py": "x", "/numbers.py": "x"}, "class/slip.zip")
    (class_ / "broken.zip").write_bytes(b"not a zip")
    (class_ / "a\x1b[2J\nb").mkdir()
    before = {path for path in tmp_path.rglob("*") if "results" not in path.parts}
    ended, points = graded(class_)
    assert points["ada"] == (6, 0)
    assert sorted(name.split("~")[0] for name in points) == sorted(["Ada", "_rf", "a_[2J_b", "ada", "broken", "slip"])
    assert sum(map(sum, points.values())) == 6 + 4 + 6
    assert "\x1b" not in ended.out + ended.err
    assert {path for path in tmp_path.rglob("*") if "results" not in path.parts} == before
    records = map(json.loads, (tmp_path / "results" / "results.jsonl").read_text(encoding="utf-8").splitlines())
    (broken,) = (record for record in records if record["student"] == "broken")
    assert "broken.zip is not a zip" in str(broken["topics"][0]["checks"][0]["lines"])
