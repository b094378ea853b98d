"""Classes of made-up students, as files for `dlcourse grade`, with the score that each student must get."""

from __future__ import annotations

import ast
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

import tomlkit

from dlcourse.graders.engine.course.course import Course

HERE = Path(__file__).resolve().parent
SIX = HERE / "six"
ROOT = HERE.parents[1]
FOUR = ("relu_family", "parameter_count", "training_loop", "freeze_finetune")
TASKS = ("relu", "count_parameters", "freeze", "softmax", "cross_entropy", "train")
POINTS = 2.0

Solved = dict[str, str]  # the source of each task's function


def six(number: int) -> tuple[Solved, float]:
    """Return what student `number` hands in for the six tasks, and the known score.

    Of eight students, three have everything right, four have one to four tasks wrong, and one has not started.
    """
    right = _functions(SIX / "solutions/small/tasks.py")
    if number % 8 == 7:
        return _functions(SIX / "exercises/small/tasks.py"), 0.0
    wrong = _mistakes(SIX / "solutions/small/mistakes/tasks.py")
    count = (0, 1, 0, 2, 0, 3, 4)[number % 8]
    names = {TASKS[(number + 2 * n) % 6] if n < 3 else TASKS[(number + 1) % 6] for n in range(count)}
    return right | {name: wrong[name] for name in names}, POINTS * (len(TASKS) - len(names))


def write_six(folder: Path, count: int) -> dict[str, float]:
    """Write a class of `count`, a folder per student; return the known scores."""
    scores = {}
    for number in range(count):
        name = student(number)
        solved, scores[name] = six(number)
        home = folder / name
        home.mkdir(parents=True)
        (home / "tasks.py").write_text(as_module(name, solved.values()), encoding="utf-8")
    return scores


def write_week03(folder: Path, course: Path, count: int) -> dict[str, float]:
    """Write a class of `count` in which everybody has the whole of the course's week03 right."""
    topics = Course(course).weeks["week03"]
    for number in range(count):
        (folder / student(number)).mkdir(parents=True)
        for topic in topics:
            shutil.copy(topic.solution, folder / student(number))
    points = sum(topic.entry.points for topic in topics)
    return {student(number): points for number in range(count)}


def four_topics(folder: Path) -> Path:
    """Make a course of our own week03 with only four of its topics."""
    folder.mkdir()
    for name in ("datasets", "exercises", "graders", "solutions"):
        (folder / name).symlink_to(ROOT / name)
    manifest = tomllib.loads((ROOT / "course.toml").read_text(encoding="utf-8"))
    week = next(week for week in manifest["week"] if week["name"] == "week03")
    week["topic"] = [topic for topic in week["topic"] if topic["name"] in FOUR]
    week["points"] = sum(topic["points"] for topic in week["topic"])
    (folder / "course.toml").write_text(tomlkit.dumps(manifest | {"week": [week]}), encoding="utf-8")
    return folder


def own_course(folder: Path, course: Path) -> Path:
    """Copy a course, so that its files can be changed."""
    folder.mkdir()
    for name in ("datasets", "exercises", "graders", "solutions"):
        shutil.copytree(course / name, folder / name, ignore=shutil.ignore_patterns("engine", "__pycache__"))
    shutil.copy(course / "course.toml", folder)
    return folder


def insert(file: Path, text: str, before: str) -> None:
    """Insert text into a file before the last `before`."""
    head, mark, tail = file.read_text(encoding="utf-8").rpartition(before)
    file.write_text(f"{head}{text}{mark}{tail}", encoding="utf-8")


def student(number: int) -> str:
    return f"student{number:05}"


def as_module(name: str, functions: Iterable[str]) -> str:
    return "\n\n\n".join([f'"""The work of {name}."""\n\nimport torch', *functions]) + "\n"


def _functions(path: Path) -> Solved:
    """Return the source of a file's functions by name, without decorators."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
            found[node.name] = ast.unparse(node)
    return found


def _mistakes(path: Path) -> Solved:
    """Return the first mistake of each task, under the task's name."""
    return {
        name: source.replace(f"def {wrong}(", f"def {name}(")
        for name in TASKS
        for wrong, source in _functions(path).items()
        if wrong.startswith(name)
    }
