"""dlcourse grade: a class, with everyone's exact points whatever the others hand in."""

from __future__ import annotations

import csv
import functools
import json
import os
from pathlib import Path

import jsonschema
import pytest

from dlcourse.graders.engine.results.records import json_schema

PROCESS = ("--isolation", "process")
POINTS = {  # student: points in numbers (of 6) and in words (of 4)
    "=1+1": (6, 0),
    "ada": (6, 4),
    "bob": (3, 4),
    "cy": (0, 0),
    "dan": (0, 4),
    "eve": (3, 4),
    "fay": (6, 4),
    "gil": (0, 4),
    "hal": (0, 4),
    "ida": (6, 0),
    "kim": (6, 4),
    "lee": (5, 0),
    "zoe": (6, 4),
}


def hand_in(folder: Path, **texts: str) -> None:
    """Write a student's topic files."""
    folder.mkdir(parents=True, exist_ok=True)
    for topic, text in texts.items():
        (folder / f"{topic}.py").write_text(text)


@pytest.fixture(scope="module")
def graded(run, solutions, tmp_path_factory):
    """Grade a class of all kinds; return how the command ended, and the folder with `class` and `results`."""
    folder = tmp_path_factory.mktemp("graded")
    students, numbers, words = folder / "class", solutions["numbers"], solutions["words"]
    hand_in(students / "=1+1", numbers=numbers)
    hand_in(students / "ada" / "basics", numbers=numbers, words=words)
    hand_in(students / "bob", numbers=numbers.replace("2 * x", "x * x"), words=words)
    hand_in(students / "cy")
    hand_in(students / "dan", numbers=f"while True: pass\n{numbers}", words=words)
    hand_in(students / "eve", numbers=numbers.replace("return 2 * x", "import os; os._exit(0)"), words=words)
    hand_in(students / "fay", numbers=f"for _ in range(99999): print('spam' * 20)\n{numbers}", words=words)
    hand_in(students / "gil", numbers=f"import os\nos.kill(os.getppid(), 9)\n{numbers}", words=words)
    hand_in(students / "hal", words=words)
    (students / "hal" / "numbers.py").symlink_to(students / "ada" / "basics" / "numbers.py")
    hand_in(students / "ida", numbers=numbers, words="def shout(text:\n")
    tell = f"import os\nopen({str(folder / 'told')!r}, 'w').write(str(os.environ))\n"
    hand_in(students / "kim" / "basics", numbers=f"{tell}os.environ['DLCOURSE_SEED'] = 'mine'\n{numbers}", words=words)
    hand_in(students / "lee", numbers=numbers.replace("if not values", "if False"))
    hand_in(students / "zoe", numbers=numbers, words=words)
    (students / "class-list.txt").write_text("ada, bob")
    (students / ".DS_Store").write_text("")
    return run("grade", "basics", "class", "--out", "results", *PROCESS, cwd=folder), folder


def records(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]


def test_everyone_gets_exactly_the_right_points(graded):
    """Hangs, crashes, floods, a killed worker and a broken file cost their own topic only; all others are graded right."""
    _, folder = graded
    found = {r["student"]: tuple(topic["points"] for topic in r["topics"]) for r in records(folder / "results")}
    assert found == POINTS


def test_the_command_says_what_happened(graded):
    """The table names every student with points and trouble, then what was left out, the time, and the files."""
    ended, folder = graded
    assert ended.code == 0
    lines = [[cell.strip() for cell in line.split("│")[1:]] for line in ended.out.splitlines() if "│" in line]
    rows = {student: rest for student, *rest in lines}
    assert rows.keys() == POINTS.keys()
    assert rows["ada"][:3] == ["6", "4", "10"]
    assert rows["cy"] == ["–", "–", "0", "not started", ""]
    assert rows["hal"][3] == "numbers: numbers.py is a link; hand in the file itself."
    assert "double_squares" in rows["bob"][3]
    assert "timeout" in rows["dan"][3]
    assert "error" in rows["eve"][3]
    assert "class-list.txt" in ended.out
    assert ".DS_Store" not in ended.out
    assert f"{len(POINTS)} submissions in " in ended.out
    assert "Written into results: grades.csv, notes.txt, results.jsonl, records/, evidence/." in ended.out
    notes = (folder / "results/notes.txt").read_text()
    assert "class-list.txt: not a student's folder or zip\n" in notes


def test_results_jsonl(graded):
    """Each line is a valid document of one student, in order, with hidden checks and points that add up."""
    _, folder = graded
    schema = json.loads(json_schema())
    found = records(folder / "results")
    assert [r["student"] for r in found] == sorted(POINTS)
    for record in found:
        jsonschema.validate(record, schema)
        assert (record["course"], record["week"], record["max_points"]) == ("tiny", "basics", 10.0)
        assert record["points"] == sum(topic["points"] for topic in record["topics"])
        assert [c["hidden"] for c in record["topics"][0]["checks"]] == [False, False, False, True]
        for topic in record["topics"]:
            assert topic["points"] == sum(check["points"] for check in topic["checks"])


def test_the_hidden_check_counts(graded):
    """What only a hidden check sees costs its points, with a message. A lone missing error is no proof of one mistake."""
    _, folder = graded
    (lee,) = (r for r in records(folder / "results") if r["student"] == "lee")
    hidden = lee["topics"][0]["checks"][3]
    assert (hidden["status"], hidden["mistake"]) == ("failed", None)
    assert "an empty list must raise ValueError" in str(hidden["lines"])


def test_a_missing_file_is_not_started(graded):
    """Who hands in nothing for a topic has not started it."""
    _, folder = graded
    found = {r["student"]: r["topics"] for r in records(folder / "results")}
    assert {c["status"] for topic in found["cy"] for c in topic["checks"]} == {"not_started"}
    assert {c["status"] for c in found["lee"][1]["checks"]} == {"not_started"}
    assert "words.py was not handed in" in str(found["lee"][1]["checks"][0]["lines"])


def test_a_linked_file_is_not_read(graded):
    """A symbolic link could point at anything that the instructor can read: it is refused, and said so."""
    _, folder = graded
    (hal,) = (r for r in records(folder / "results") if r["student"] == "hal")
    assert hal["topics"][0]["checks"][0]["status"] == "error"
    assert "numbers.py is a link; hand in the file itself" in str(hal["topics"][0]["checks"][0]["lines"])


def test_grades_csv(graded):
    """grades.csv has a line per student with points by topic; no name is a formula to a spreadsheet."""
    _, folder = graded
    with (folder / "results" / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["student", "numbers", "words", "points", "max_points"]
    found = {row["student"]: (float(row["numbers"]), float(row["words"])) for row in rows}
    assert found == {name.replace("=1+1", "'=1+1"): points for name, points in POINTS.items()}
    assert all(float(row["points"]) == float(row["numbers"]) + float(row["words"]) for row in rows)


def test_evidence_is_kept(graded):
    """Everyone's evidence is stored by topic, for a later look without running anything."""
    _, folder = graded
    stored = {str(path.relative_to(folder / "results" / "evidence")) for path in folder.rglob("*.evidence")}
    assert stored == {f"{name}/{topic}.evidence" for name in POINTS for topic in ("numbers", "words")}


def test_a_submission_never_sees_the_seed(graded):
    """The course seed is not in the environment of a submission, and what it sets there changes nothing."""
    _, folder = graded
    told = (folder / "told").read_text()
    assert "DLCOURSE" not in told
    assert "a secret" not in told


# ---- the seed


@pytest.fixture
def grade(run, tmp_path, solutions):
    """Grade one student with a mistake; return how it ended and what the first message shows of the inputs."""
    hand_in(tmp_path / "class" / "ada", numbers=solutions["numbers"].replace("2 * x", "3 * x"))

    def grade(*options: str, out: str = "results", **settings):
        command = ("grade", "basics", "class", "--layout", "class", "--out", out)
        ended = run(*command, *PROCESS, *options, cwd=tmp_path, **settings)
        if ended.code:
            return ended, ""
        return ended, str(records(tmp_path / out)[0]["topics"][0]["checks"][0]["lines"])

    return grade


def test_the_seed_decides_the_inputs(grade, tmp_path, check_json, write, solutions):
    """One seed gives the same inputs again, from the environment or a file; others give others, also than a check's own."""
    (tmp_path / "seed").write_text("first\n")
    _, first = grade(out="1", DLCOURSE_SEED="first")
    _, again = grade("--seed-file", "seed", out="2", DLCOURSE_SEED="overruled")
    _, second = grade(out="3", DLCOURSE_SEED="second")
    _, public = grade(out="4", DLCOURSE_SEED="public")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    own = str(check_json()["topics"][0]["checks"][0]["lines"])
    assert first == again
    assert len({first, second, public, own}) == 4


def test_a_seed_is_made_where_there_is_none(grade, tmp_path):
    """Without a seed one is made, kept for the owner's eyes only, named on stderr, and used again."""
    grade = functools.partial(grade, DLCOURSE_SEED=None, XDG_CONFIG_HOME=str(tmp_path / "config"), HOME=str(tmp_path))
    ended, first = grade(out="1")
    (seed,) = tmp_path.rglob("tiny.seed")
    assert str(seed) in ended.err
    assert os.name != "posix" or seed.stat().st_mode & 0o077 == 0
    ended, again = grade(out="2")
    assert str(seed) not in ended.err
    assert first == again


OPEN_FOR_ALL = """
import os
os.umask(0)
def audit(event, arguments):
    if event in ("os.chmod", "os.link", "os.rename") and "tiny.seed" in str(arguments[0]):
        mode = os.stat(arguments[0]).st_mode & 0o777
        with open({log!r}, "a") as log:
            print(event, oct(mode), file=log)
import sys
sys.addaudithook(audit)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_seed_is_never_open_for_others(grade, tmp_path):
    """The file of a new seed is its owner's alone from the first moment: it gets its name so, and its mode is never changed."""
    hooks, log = tmp_path / "hooks", tmp_path / "log"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(OPEN_FOR_ALL.format(log=str(log)))
    ended, _ = grade(DLCOURSE_SEED=None, XDG_CONFIG_HOME=str(tmp_path / "config"), PYTHONPATH=str(hooks))
    assert ended.code == 0
    assert log.read_text() == "os.link 0o600\n"
    (seed,) = tmp_path.rglob("tiny.seed")
    assert seed.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["missing", "empty", "binary"])
def test_a_seed_that_is_none(grade, tmp_path, harm):
    """A seed file that is missing, empty or no text is refused before anything is graded."""
    if harm != "missing":
        (tmp_path / "seed").write_bytes(b"" if harm == "empty" else b"\xff\xfe")
    ended, _ = grade("--seed-file", "seed")
    assert ended.code == 2
    assert "course seed in seed" in ended.err
    assert not (tmp_path / "results" / "grades.csv").exists()


# ---- again, and where it cannot go


def test_grading_twice_gives_the_same(graded, run):
    """A second run over the same class gives the same grades, byte for byte, and the same records but for the times."""
    _, folder = graded
    before = [json.dumps(record) for record in records(folder / "results")]
    assert run("grade", "basics", "class", "--out", "again", *PROCESS, cwd=folder).code == 0
    assert (folder / "again" / "grades.csv").read_bytes() == (folder / "results" / "grades.csv").read_bytes()

    def timeless(lines):
        return [[[{**c, "seconds": 0} for c in t["checks"]] for t in json.loads(line)["topics"]] for line in lines]

    assert timeless(before) == timeless(json.dumps(record) for record in records(folder / "again"))


def test_a_check_that_breaks_is_the_graders_fault(run, course, edit, tmp_path, solutions):
    """Where a check itself fails, the command ends with 3 and the table says so; other checks count."""
    edit("graders/basics/numbers/test_visible.py", "assert_matches(total_values)", "assert total_values['n'] == 1")
    hand_in(tmp_path / "class" / "ada", numbers=solutions["numbers"])
    command = ("grade", "basics", "class", "--layout", "class", "--out", "results")
    ended = run(*command, *PROCESS, cwd=tmp_path, course=course)
    assert ended.code == 3
    assert "broken" in ended.out
    checks = records(tmp_path / "results")[0]["topics"][0]["checks"]
    assert [check["status"] for check in checks] == ["passed", "passed", "broken", "blocked"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("class", "--out", "class/results"), "class/results is inside the submissions"),
        (("class", "--out", "class"), "is inside the submissions"),
        (("class", "--out", "file"), "file is a file. Name a folder with --out"),
        (("class", "--out", "file/below"), "Cannot write"),
        (("class",), "Missing option '--out'"),
        (("nothing", "--out", "results"), "There is no student's folder in nothing"),
        (("nowhere", "--out", "results"), "Cannot read the submissions in nowhere"),
        (("file", "--out", "results"), "Cannot read the submissions in file"),
    ],
)
def test_folders_that_cannot_be(run, tmp_path, solutions, arguments, words):
    """Folders that are missing, empty, files or inside of each other are named; exit code 2, and nothing is written."""
    hand_in(tmp_path / "class" / "ada", numbers=solutions["numbers"])
    (tmp_path / "nothing").mkdir()
    (tmp_path / "file").write_text("mine")
    ended = run("grade", "basics", *arguments, "--layout", "class", *PROCESS, cwd=tmp_path)
    assert ended.code == 2
    assert words in ended.err
    assert sorted(path.name for path in (tmp_path / "class").rglob("*")) == ["ada", "numbers.py"]
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "results").exists()
