"""The engine knows no course: what it does with its own it does with any folder of that shape."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_engine_names_no_week_and_no_topic_of_ours():
    """No file of the engine or of the command holds the name of a week or topic of the course that ships with them."""
    weeks = tomllib.loads((ROOT / "course.toml").read_text())["week"]
    names = {week["name"] for week in weeks} | {topic["name"] for week in weeks for topic in week["topic"]}
    names = {name for name in names if "_" in name or name[-1].isdigit()} - {
        "one_hot"
    }  # `search` is anybody's word, and this PyTorch's
    files = [*ROOT.glob("cli/**/*.py"), *ROOT.glob("graders/*.py")]
    files += [
        path for part in ("collect", "judge", "batch", "proving") for path in ROOT.glob(f"graders/{part}/**/*.py")
    ]
    assert len(files) > 30
    assert [(path.name, name) for path in files for name in names if name in path.read_text()] == []


def test_a_course_with_names_of_its_own(dlcourse, course, tmp_path, solutions):
    """Another instructor's weeks and topics go the whole way: stubs, proof, fetch, check, grade."""
    week, topic = "chapitre_2", "doubler"
    manifest = (course / "course.toml").read_text().split("[[week.topic]]")
    text = "[[week.topic]]".join(manifest[:2]).replace('"basics"', f'"{week}"').replace('"numbers"', f'"{topic}"')
    (course / "course.toml").write_text(text.replace("points = 10", "points = 6"))
    lesson = course / "exercises" / "basics" / "README.md"
    lesson.write_text(lesson.read_text().replace("`numbers.py`", f"`{topic}.py`"))
    for path in sorted(course.rglob("*"), reverse=True):
        if path.stem == "words" and path.suffix != ".txt":
            path.rename(tmp_path / f"gone-{len(str(path))}")
        elif path.stem in ("basics", "numbers"):
            path.rename(path.with_name({"basics": week, "numbers": topic}[path.stem] + path.suffix))
    assert dlcourse("dev", "stubs", "--check", course=course).code == 0
    assert dlcourse("dev", "check", course=course).code == 0
    assert dlcourse("fetch", week, course=course).code == 0
    assert dlcourse("check", course=course).code == 1
    (tmp_path / week / f"{topic}.py").write_text(solutions["numbers"])
    assert dlcourse("check", topic, course=course).code == 0
    ada = tmp_path / "class" / "ada"
    ada.mkdir(parents=True)
    (ada / f"{topic}.py").write_text(solutions["numbers"])
    ended = dlcourse(
        "grade", week, "class", "--layout", "class", "--out", "out", "--isolation", "process", course=course
    )
    assert ended.code == 0
    assert "ada,6.0,6.0,6.0" in (tmp_path / "out" / "grades.csv").read_text()
