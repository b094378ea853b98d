"""dlcourse grade: nobody is graded under a wrong name. Layouts, --list, --roster, --add."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import pytest

from dlcourse.graders.engine.intake.layouts import LAYOUTS

PROCESS = ("--out", "results", "--isolation", "process")


@pytest.fixture
def files(solutions) -> dict[str, str]:
    """What a student hands in who got everything right."""
    return {f"{topic}.py": text for topic, text in solutions.items()}


@pytest.fixture
def hand_in(tmp_path, files):
    """Put right files, or some of them, into a folder or a zip of a class; return the class."""

    def hand_in(path: str, names: tuple[str, ...] = ("numbers.py", "words.py")) -> Path:
        place = tmp_path / path
        if place.suffix == ".zip":
            place.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(place, "w") as archive:
                for name in names:
                    archive.writestr(name, files[name])
        else:
            place.mkdir(parents=True)
            for name in names:
                (place / name).write_text(files[name])
        return tmp_path / Path(path).parts[0]

    return hand_in


@pytest.fixture
def roster(tmp_path):
    """Write a roster; return its path."""

    def write(*lines: str, name: str = "roster.csv") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def grades(tmp_path):
    """Return grades.csv: the points of each student, and the names if there are any."""

    def read() -> tuple[dict[str, float], dict[str, str]]:
        with (tmp_path / "results" / "grades.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return {r["student"]: float(r["points"]) for r in rows}, {r["student"]: r.get("name", "") for r in rows}

    return read


def ids(ended) -> list[str]:
    """Return the ids that --list shows."""
    return [line.split("  ")[0] for line in ended.out.splitlines() if " of 2 files" in line or "  absent" in line]


# ---- layouts


@pytest.mark.parametrize(
    ("paths", "readings"),
    [
        (["e1/Ada Example/basics.zip"], {"one": "1 student: e1", "class": "1 student: Ada Example"}),
        (["X/abgabe.zip"], {"one": "1 student: X", "class": "1 student: abgabe"}),
        (["X/my work"], {"one": "1 student: X", "class": "1 student: my work"}),
        (
            ["e9/secA/Ada", "e9/secA/Bob", "e9/secB/Cy", "e9/secB/Di"],
            {"class": "2 students: secA, secB", "sections": "4 students: Ada, Bob, Cy, Di"},
        ),
    ],
)
def test_a_class_that_can_be_read_in_two_ways(dlcourse, hand_in, grades, tmp_path, paths, readings):
    """grade stops before anything is written, shows the names of each reading, and each --layout gives just these."""
    for path in paths:
        folder = hand_in(path)
    ended = dlcourse("grade", "basics", folder, *PROCESS)
    assert ended.code == 2
    assert "can be read in two ways, so nothing was run" in ended.err
    said = dict(line.split("--layout ")[1].split(None, 1) for line in ended.err.splitlines() if "--layout " in line)
    assert said == readings
    assert not (tmp_path / "results").exists()
    for layout, names in readings.items():
        listed = dlcourse("grade", "basics", folder, "--layout", layout, "--list")
        assert listed.code == 0
        assert ids(listed) == names.split(": ")[1].split(", ")
    layout, names = max(readings.items())
    assert dlcourse("grade", "basics", folder, *PROCESS, "--layout", layout).code == 0
    assert grades()[0] == dict.fromkeys(names.split(": ")[1].split(", "), 10)


def test_a_layout_that_is_not_there(dlcourse, hand_in):
    """A platform that the files cannot come from is refused, and an unknown layout lists all."""
    folder = hand_in("class/ada")
    ended = dlcourse("grade", "basics", folder, "--layout", "canvas", "--list")
    assert (ended.code, ended.out) == (2, "")
    assert "There is no Canvas download here, as --layout canvas says." in ended.err
    ended = dlcourse("grade", "basics", folder, "--layout", "folders", "--list")
    assert ended.code == 2
    assert all(layout in ended.err for layout in LAYOUTS)


def test_another_weeks_folder_does_not_count(dlcourse, run, tmp_path):
    """Work in a folder of another week is listed, not graded; the course's own weeks and numbered ones alike."""
    for path in ("Wanda/week02/mse.py", "Ada/week03/mse.py", "Bob/mse.py"):
        (tmp_path / "class" / path).parent.mkdir(parents=True)
        (tmp_path / "class" / path).write_text("x = 1\n")
    ended = run("grade", "week03", "class", "--list", cwd=tmp_path, course=None)
    assert ended.code == 0, ended
    assert [line.split("  ")[-1] for line in ended.out.splitlines()[:3]] == [
        "1 of 27 files: mse",
        "1 of 27 files: mse",
        "0 of 27 files",
    ]
    assert "Note: Wanda: not read: week02/: of another week" in ended.out


def test_a_hard_link_is_a_file(dlcourse, hand_in, grades, tmp_path):
    """One student's link to another's file costs neither of them points."""
    folder = hand_in("class/ada")
    (folder / "eve").mkdir()
    for name in ("numbers.py", "words.py"):
        os.link(folder / "ada" / name, folder / "eve" / name)
    assert dlcourse("grade", "basics", folder, *PROCESS).code == 0
    assert grades()[0] == {"ada": 10, "eve": 10}


# ---- --list


def test_the_list_runs_nothing(dlcourse, hand_in, tmp_path):
    """--list shows each id, how much is there, and the notes; it needs no --out, makes no seed and writes nothing."""
    hand_in("class/ada")
    hand_in("class/bob", ("words.py",))
    hand_in("class/Ada Example.zip")
    (tmp_path / "class" / "\x1b[2J").mkdir()
    (tmp_path / "class" / "list.txt").write_text("?")
    before = sorted(tmp_path.rglob("*"))
    ended = dlcourse("grade", "basics", "class", "--list", DLCOURSE_SEED=None, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert (ended.code, sorted(tmp_path.rglob("*"))) == (0, before)
    lines = ended.out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:4]] == ["Ada Example", "ada", "bob"]
    assert lines[3].split() == ["bob", "1", "of", "2", "files:", "words"]
    assert "Note: list.txt: not a student's folder or zip" in lines
    assert lines[-1] == "Nothing was run: this is only the list."
    assert "Read as a folder or a zip per student: 4 students." in ended.err
    assert "\x1b" not in ended.out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "Missing option '--out'"),
        (("--absent", "zero", "--list"), "--absent needs --roster"),
        (("--unknown", "keep", "--list"), "--unknown needs --roster"),
        (("--add", "--forget", "--out", "results"), "give one of the two"),
        (("--add", "--list"), "--add needs --out"),
        (("--roster", "nowhere.csv", "--list"), "Cannot read the roster nowhere.csv: nowhere.csv is missing."),
    ],
)
def test_options_that_do_not_go_together(dlcourse, hand_in, tmp_path, options, words):
    """Options that contradict each other are usage errors: exit code 2, and nothing is written."""
    ended = dlcourse("grade", "basics", hand_in("class/ada"), *options)
    assert ended.code == 2
    assert words in ended.err
    assert not (tmp_path / "results").exists()


# ---- --roster


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section",
    "Points Possible,,,,",
    '"Lovelace, Ada",12,s1,ada1,A',
    '"Ross, Bob",7,s2,bob2,A',
    '"Late, Zed",9,s3,zed3,A',
    '"Student, Test",99,,,A',
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade",
    "Participant 12,Ada Lovelace,ada@x.edu,,",
    "Teilnehmer/in 7,Bob Ross,bob@x.edu,,",
    "Participant 9,Zed Late,zed@x.edu,,",
)
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Total Score",
    "Ada,Lovelace,s1,Ada@x.edu,",
    "Bob,Ross,s2,bob@x.edu,",
    "Zed,Late,s3,zed@x.edu,",
)
METADATA = "".join(
    f"s_{n}:\n  :submitters:\n  - {{':name': {name}, ':email': {email}}}\n"
    for n, name, email in [(1, "Ada Lovelace", "ada@x.edu"), (2, "Bob Ross", "bob@x.edu")]
)
PLATFORMS = {  # what was exported; the files of Ada and of Bob; their ids, and that of Zed, who handed in nothing
    "canvas": (
        CANVAS,
        ["lovelaceada_12_100_words.py", "rossbob_LATE_7_101_words.py"],
        ["lovelaceada_12", "rossbob_7", "latezed_9"],
    ),
    "moodle": (
        MOODLE,
        ["Ada Lovelace_12_assignsubmission_file/words.py", "Bob Ross_7_assignsubmission_file/words.py"],
        ["Ada Lovelace_12", "Bob Ross_7", "Zed Late_9"],
    ),
    "gradescope": (GRADESCOPE, ["s_1/words.py", "s_2/words.py"], ["ada@x.edu", "bob@x.edu", "zed@x.edu"]),
    "ids": (
        ("matriculation number;name", "1;Ada Lovelace", "2;Bob Ross", "3;Zed Late"),
        ["1/words.py", "2/words.py"],
        ["1", "2", "3"],
    ),
    "names": (CANVAS, ["Ada Lovelace/words.py", "bob ross/words.py"], ["Ada Lovelace", "bob ross", "Late, Zed"]),
    "no header": (("1,Ada Lovelace", "2,Bob Ross", "3,Zed Late"), ["1/words.py", "2/words.py"], ["1", "2", "3"]),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_roster_says_who_is_who(dlcourse, roster, grades, tmp_path, files, platform):
    """Ids are matched with people in each platform's own way; who handed in nothing gets 0 under such an id as the others."""
    lines, paths, students = PLATFORMS[platform]
    for path in paths:
        (tmp_path / "class" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / path).write_text(files["words.py"])
    if platform == "gradescope":
        (tmp_path / "class" / "submission_metadata.yml").write_text(METADATA)
    command = ("grade", "basics", "class", "--roster", roster(*lines))
    listed = dlcourse(*command, "--list")
    assert listed.code == 0, listed
    assert "Roster: 2 of 3 handed in. Nothing from: " in listed.err
    ended = dlcourse(*command, *PROCESS)
    assert ended.code == 0, ended
    points, names = grades()
    assert points == dict(zip(students, (4, 4, 0), strict=True))
    written = [" ".join(sorted(names[student].replace(",", "").split())) for student in students]
    assert written == ["Ada Lovelace", "Bob Ross", "Late Zed"]
    notes = (tmp_path / "results" / "notes.txt").read_text(encoding="utf-8")
    assert f"{students[2]}: handed in nothing\n" in notes


def test_who_is_not_on_the_roster(dlcourse, hand_in, roster, grades, tmp_path):
    """A name that the roster does not know stops everything, with those who may be meant; --unknown says what else to do."""
    hand_in("class/ada")
    folder = hand_in("class/bbo")
    command = ("grade", "basics", folder, "--roster", roster("id,name", "ada,Ada", "bob,Bob"))
    ended = dlcourse(*command, *PROCESS)
    assert ended.code == 2
    assert "1 of 2 submissions is not on the roster" in ended.err
    assert "bbo: nearest are Bob (bob)" in ended.err
    assert not (tmp_path / "results").exists()
    listed = dlcourse(*command, "--list")
    assert listed.code == 2
    assert ids(listed) == ["ada", "bbo", "bob"]
    assert "bbo  2 of 2 files  not on the roster; nearest are Bob (bob)" in listed.out
    assert dlcourse(*command, *PROCESS, "--unknown", "leave-out").code == 0
    assert grades() == ({"ada": 10, "bob": 0}, {"ada": "Ada", "bob": "Bob"})
    assert "bbo: not graded: not on the roster\n" in (tmp_path / "results" / "notes.txt").read_text()
    assert dlcourse(*command, *PROCESS, "--unknown", "keep", "--absent", "leave-out", "--forget").code == 0
    assert grades() == ({"ada": 10, "bbo": 10}, {"ada": "Ada", "bbo": ""})
    assert "bob: handed in nothing, not graded\n" in (tmp_path / "results" / "notes.txt").read_text()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("id,name", "ada,Ada", "ada,Bob"), "has the same id twice: Ada (ada), Bob (ada)"),
        (("id,name",), "names nobody"),
        (("id,name", "1,Ada Example", "2,Ada Example", "3,bob"), "Ada Example: can be Ada Example (1) or Ada Example (2)"),
        (("id,name", "Ada Example,bob", "3,Cy"), "bob (Ada Example) has several submissions: Ada Example, bob"),
    ],
)  # fmt: skip
def test_a_roster_that_does_not_say_who(dlcourse, hand_in, roster, lines, words):
    """Where a name can be two people's, or one person has two submissions, nothing is guessed."""
    hand_in("class/Ada Example")
    ended = dlcourse("grade", "basics", hand_in("class/bob"), "--roster", roster(*lines), *PROCESS)
    assert ended.code == 2
    assert words in ended.err


def test_the_roster_decides_between_two_readings(dlcourse, hand_in, roster, grades):
    """If the roster knows all students of only one reading, that one is meant."""
    for path in ("e9/secA/Ada", "e9/secA/Bob", "e9/secB/Cy", "e9/secB/Di"):
        folder = hand_in(path, ("words.py",))
    people = roster("id", "Ada", "Bob", "Cy", "Di")
    assert dlcourse("grade", "basics", folder, "--roster", people, *PROCESS).code == 0
    assert list(grades()[0]) == ["Ada", "Bob", "Cy", "Di"]


def test_a_name_on_the_roster_is_no_formula(dlcourse, hand_in, roster, tmp_path):
    """What a roster says of a name is text to a spreadsheet and to a terminal."""
    hand_in("class/ada")
    people = roster("id,name", "ada,=1+1", "bob,B\x1b[2Jb")
    ended = dlcourse("grade", "basics", hand_in("class/bob"), "--roster", people, *PROCESS)
    assert ended.code == 0
    assert "ada,'=1+1," in (tmp_path / "results" / "grades.csv").read_text()
    assert "\x1b" not in dlcourse("grade", "basics", "class", "--roster", people, "--list").out


def test_regrade_keeps_the_names(dlcourse, hand_in, roster, grades):
    """The names stay in grades.csv when evidence is judged again."""
    hand_in("class/ada")
    dlcourse("grade", "basics", hand_in("class/bob"), "--roster", roster("id,name", "ada,Ada", "bob,Bob"), *PROCESS)
    before = grades()
    assert dlcourse("regrade", "results").code == 0
    assert grades() == before == ({"ada": 10, "bob": 10}, {"ada": "Ada", "bob": "Bob"})


# ---- --add


def test_a_late_batch_is_added(dlcourse, hand_in, grades, tmp_path):
    """--add keeps who is not in the batch, grades the batch only, and says who is new and who is graded on other files."""
    hand_in("class/ada")
    hand_in("class/odd.rar/x", ("words.py",))
    assert dlcourse("grade", "basics", hand_in("class/bob", ("words.py",)), *PROCESS).code == 0
    (tmp_path / "class" / "bob" / "words.py").unlink()  # the first batch may be changed or gone
    hand_in("late/bob")
    late = hand_in("late/cy", ("numbers.py",))
    (late / "ada").mkdir()  # handed in nothing again
    refused = dlcourse("grade", "basics", late, *PROCESS)
    assert refused.code == 2
    assert "has grades of ada, odd.rar, who are not among these submissions. --add keeps them" in refused.err or (
        "has grades of odd.rar, who is not among these submissions. --add keeps them" in refused.err
    )
    command = ("grade", "basics", late, *PROCESS, "--add")
    listed = dlcourse(*command, "--list")
    assert [line.split("  ")[-1].strip() for line in listed.out.splitlines()[:2]] == ["graded before", "new"]
    ended = dlcourse(*command)
    assert ended.code == 0, ended
    assert "Added to 3 students: 1 new, 1 again, graded only on what is here: bob." in ended.err
    assert "Note: ada: stays as graded before: there is nothing to add" in ended.out
    assert "Changed: bob: 4 → 10 (+6)" in ended.out
    assert grades()[0] == {"ada": 10, "bob": 10, "cy": 6, "odd.rar": 4}
    again = dlcourse(*command)
    assert "Changed" not in again.out
    assert grades()[0] == {"ada": 10, "bob": 10, "cy": 6, "odd.rar": 4}
    assert dlcourse("regrade", "results").code == 0
    assert grades()[0] == {"ada": 10, "bob": 10, "cy": 6, "odd.rar": 4}


def test_notes_of_the_first_batch_stay(dlcourse, hand_in, tmp_path):
    """notes.txt keeps what it says of students who are not in the batch."""
    hand_in("class/ada")
    folder = hand_in("class/bob")
    (folder / "ada" / "essay.py").write_text("?")
    (folder / "bob" / "essay.py").write_text("?")
    assert dlcourse("grade", "basics", folder, *PROCESS).code == 0
    hand_in("late/bob")
    assert dlcourse("grade", "basics", hand_in("late/cy"), *PROCESS, "--add").code == 0
    notes = (tmp_path / "results" / "notes.txt").read_text()
    assert "ada: " in notes
    assert "bob: " not in notes


def test_late_work_of_somebody_who_was_absent(dlcourse, hand_in, roster, grades, tmp_path):
    """With a roster a late submission takes the place of the 0 points, whatever its own name is."""
    people = roster("id,name", "1,Ada Lovelace", "2,Bob Ross", "3,Cy Young")
    hand_in("class/1")
    assert dlcourse("grade", "basics", hand_in("class/2"), *PROCESS, "--roster", people).code == 0
    assert grades()[0] == {"1": 10, "2": 10, "3": 0}
    late = hand_in("late/Cy Young")
    command = ("grade", "basics", late, *PROCESS, "--layout", "class")
    assert "has grades of 1, 2, who are not among" in dlcourse(*command, "--roster", people).err
    assert "was graded with a roster. Give it again" in dlcourse(*command, "--add").err
    ended = dlcourse(*command, "--roster", people, "--add")
    assert ended.code == 0, ended
    assert "Roster: 1 of 3 handed in, 2 more are in the results already." in ended.err
    assert "Note: Cy Young: graded as 3, as before" in ended.out
    assert grades() == ({"1": 10, "2": 10, "3": 10}, {"1": "Ada Lovelace", "2": "Bob Ross", "3": "Cy Young"})


def test_an_id_is_not_given_to_somebody_else(dlcourse, hand_in, roster, grades):
    """A late folder that has another person's id does not replace that person's work."""
    hand_in("class/Ada")
    hand_in("class/Bob")
    assert dlcourse("grade", "basics", "class", *PROCESS, "--roster", roster("id,name", "1,Ada", "2,Bob")).code == 0
    hand_in("late/Ada", ("words.py",))
    other = roster("id,name", "1,Ada Lovelace", "2,Bob", "3,Ada")
    ended = dlcourse("grade", "basics", hand_in("late/Bob", ("words.py",)), *PROCESS, "--add", "--roster", other)
    assert ended.code == 2
    assert "Ada was the id of somebody else before." in ended.err
    assert grades()[0] == {"Ada": 10, "Bob": 10}


def test_an_added_name_that_is_nearly_anothers(dlcourse, hand_in, grades):
    """A late name that differs only in case from an earlier one would be its file on many systems: it is asked about."""
    hand_in("class/ada")
    assert dlcourse("grade", "basics", hand_in("class/bob"), *PROCESS).code == 0
    hand_in("late/Ada", ("words.py",))
    ended = dlcourse("grade", "basics", hand_in("late/cy"), *PROCESS, "--add")
    assert ended.code == 2
    assert "Ada cannot be told from ada, who is graded already." in ended.err
    assert grades()[0] == {"ada": 10, "bob": 10}


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (None, (), "has no results yet, so there is nothing to add to"),
        ((), ("--roster",), "was graded without a roster"),
        ((), ("seed",), "was graded with another seed"),
    ],
)
def test_what_cannot_be_added(dlcourse, hand_in, roster, grades, tmp_path, first, then, words):
    """Students are not added where they would be graded on other inputs than the class, or twice: exit code 2."""
    hand_in("class/ada")
    hand_in("class/bob")
    people = roster("id", "ada", "bob", "cy", "di")
    if first is not None:
        assert dlcourse("grade", "basics", "class", *PROCESS).code == 0
        before = sorted((path, path.read_bytes()) for path in (tmp_path / "results").rglob("*") if path.is_file())
    hand_in("late/cy")
    more = ("--roster", people) if "--roster" in then else ()
    seed = "another" if "seed" in then else "a secret"
    ended = dlcourse("grade", "basics", hand_in("late/di"), *PROCESS, "--add", *more, DLCOURSE_SEED=seed)
    assert ended.code == 2
    assert words in ended.err
    if first is not None:
        assert sorted((p, p.read_bytes()) for p in (tmp_path / "results").rglob("*") if p.is_file()) == before
