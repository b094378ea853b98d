"""Intake of a class as students really hand in: second downloads, wrong archives, names nearly right, nothing at all."""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest

from dlcourse.graders.engine.batch.formgrader import CourseFolder
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.manifest import MANIFEST, Agreement, SubmissionManifest

OLD, NEW = (2026, 1, 1, 10, 0, 0), (2026, 1, 2, 10, 0, 0)
NOT_A_ZIP = "only a .zip is opened; hand in one, or the files themselves"


def of(files: dict[str, str], when: tuple[int, ...] = OLD) -> bytes:
    """Return a zip of these files, all from one time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.date_time = when  # type: ignore[assignment]  # ZipInfo itself refuses some of them
            archive.writestr(info, text)
    return out.getvalue()


def at(data: bytes, date: int, clock: int) -> bytes:
    """Return a zip of one file whose list says this date and time, in the bits that zips have for them."""
    start = data.index(b"PK\x01\x02")
    return data[: start + 12] + clock.to_bytes(2, "little") + date.to_bytes(2, "little") + data[start + 16 :]


def manifest(student: str = "ada", week: str = "basics", when: str = "2026-01-03T10:00:00Z") -> str:
    moment = datetime.fromisoformat(when)
    agreed = Agreement("mine", moment)
    said = SubmissionManifest(
        schema="dlcourse/submission/v1",
        course="tiny",
        week=week,
        student=student,
        time=moment,
        forced=False,
        honesty=agreed,
        versions={},
        files={},
    )
    return said.to_json().decode()


def said(found, student: str) -> list[str]:
    return [why for who, why in found.notes if who == student]


# ---- nothing to grade


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "handed in nothing"),
        ({"empty/deeper": None}, "handed in nothing"),
        ({".DS_Store": ""}, "handed in nothing"),
        ({"essay.docx": ""}, "nothing that can be graded: essay.docx"),
        ({f"{n}.pdf": "" for n in range(5)}, "nothing that can be graded: 0.pdf, 1.pdf, 2.pdf and 2 more"),
        ({"data.gz": ""}, "nothing that can be graded: data.gz"),
        ({"venv/lib/numbers.py": ""}, "nothing that can be graded: venv/"),
        ({"hw.zip": of({})}, "nothing that can be graded: hw.zip (empty)"),
        ({"hw.zip": of({"a\x1b[2J.png": ""})}, "nothing that can be graded: hw.zip/a\\x1b[2J.png"),
        ({MANIFEST: "no manifest"}, f"nothing that can be graded: {MANIFEST}"),
    ],
)
def test_nothing_to_grade(folder, find_class, texts, files, why):
    """Who hands in nothing that counts is in the table with no points, and the first note of them says why."""
    place = folder({"bob/numbers.py": "1", **{f"ada/{name}": data for name, data in files.items() if data is not None}})
    for name in [".", *(name for name, data in files.items() if data is None)]:
        (place / "ada" / name).mkdir(parents=True, exist_ok=True)
    found = find_class(place)
    assert texts(found) == {"ada": {}, "bob": {"numbers": "1"}}
    assert said(found, "ada")[0] == why


def test_an_empty_zip(folder, find_class, texts):
    """A zip with nothing in it is the work of somebody who handed in nothing."""
    found = find_class(folder({"ada.zip": of({}), "bob.zip": of({"numbers.py": "1"})}))
    assert texts(found) == {"ada": {}, "bob": {"numbers": "1"}}
    assert found.notes == [("ada", "nothing that can be graded: ada.zip (empty)")]


def test_why_is_said_however_much_else_there_is(folder, find_class):
    """That there is nothing to grade is said before all the rest, of which only so much is listed."""
    found = find_class(folder({"ada.zip": of({f"../{n}.txt": "" for n in range(50)})}))
    assert said(found, "ada")[0] == "nothing that can be graded: ../0.txt, ../1.txt, ../2.txt and 47 more"
    assert said(found, "ada")[-1] == "and 41 more of this kind"


# ---- what cannot be opened


@pytest.mark.parametrize("name", ["ada.rar", "ada.7z", "ada.tar.gz", "ada.TGZ", "ada.tar"])
def test_another_archive_is_a_student(folder, find_class, texts, name):
    """In a plain class folder an archive that is no zip is a student, whose topics say what to do."""
    found = find_class(folder({name: "Rar!", "bob/numbers.py": "1"}))
    why = f"{name}: {NOT_A_ZIP}."
    assert texts(found) == {"ada": {"numbers": why, "words": why}, "bob": {"numbers": "1"}}
    assert found.notes == [("ada", f"not read: {why}")]


def test_another_archive_of_somebody_who_is_there(folder, find, texts):
    """An archive that cannot be opened replaces nothing that can; no other file is read as a student."""
    files = {"ada.rar": "", "ada.zip": of({"numbers.py": "1"}), "bob.7z": "", "bob/numbers.py": "2", "list.csv.gz": ""}
    found = find(folder(files))
    assert texts(found) == {"ada": {"numbers": "1"}, "bob": {"numbers": "2"}}
    assert sorted(found.notes) == [
        ("ada.rar", f"not read: {NOT_A_ZIP}; graded: ada.zip"),
        ("bob.7z", "not read: it is the same student's as bob/"),
        ("list.csv.gz", "not a student's folder or zip"),
    ]


def test_a_linked_folder_is_a_student(folder, find_class, texts, tmp_path):
    """A student's folder that is a link, to wherever, is a student whose topics say so; a link to a file is none."""
    place = folder({"bob/numbers.py": "1", "list.csv": ""})
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "numbers.py").write_text("secret")
    (place / "ada").symlink_to(tmp_path / "away", target_is_directory=True)
    (place / "eve").symlink_to(tmp_path / "nowhere")
    (place / "loop").symlink_to(place / "loop")
    (place / "more.csv").symlink_to(place / "list.csv")
    found = find_class(place)
    for student in ("ada", "eve", "loop"):
        why = f"{student} is a link; hand in the folder itself."
        assert texts(found)[student] == {"numbers": why, "words": why}
        assert said(found, student) == [f"not read: {why}"]
    assert texts(found)["bob"] == {"numbers": "1"}
    assert ("more.csv", "more.csv is a link; hand in the file itself.") in found.notes
    assert len(found.submissions) == 4


def test_names_in_reasons_are_harmless(folder, find_class, texts):
    """No name acts on a terminal, whatever it stands in: a link, a damaged zip, a student's or nobody's."""
    place = folder({"ada/numbers.py": "1", "a\x1b[2J.zip": "no zip", "b\x1b[2J/\x1b[2J.rar": ""})
    for name in ("c\x1b[2J", "d\x1b[2J.zip", "e\x1b[2J.csv"):
        (place / name).symlink_to(place / "ada" / ("numbers.py" if name.endswith("csv") else ""))
    found = find_class(place)
    assert len(found.submissions) == 5
    assert all(why.isprintable() for _, why in found.notes)
    assert all(text.isprintable() for of in texts(found).values() for text in of.values())


def test_a_linked_folder_beside_a_zip(folder, find, texts):
    """What can be read counts before a link."""
    place = folder({"ada.zip": of({"numbers.py": "1"}), "bob/numbers.py": "2"})
    (place / "ada").symlink_to(place / "bob")
    found = find(place)
    assert texts(found) == {"ada": {"numbers": "1"}, "bob": {"numbers": "2"}}
    assert found.notes == [("ada", "not read: ada is a link; hand in the folder itself.")]


def test_a_linked_folder_of_nbgrader(folder, find, texts):
    """The same in nbgrader's submitted/."""
    place = folder({"submitted/bob/basics/numbers.py": "1"})
    (place / "submitted" / "ada").symlink_to(place / "submitted" / "bob")
    assert texts(find(place))["ada"]["words"] == "ada is a link; hand in the folder itself."


# ---- a second download


def test_a_second_download_is_the_same_students(folder, find, texts):
    """`bob (1).zip` beside bob.zip is bob's: the newer of them counts, by their files' times, and a note tells it."""
    old, new = of({"numbers.py": "old"}), of({"numbers.py": "new"}, NEW)
    files = {
        "ada.zip": new,
        "ada (1).zip": old,
        "bob.zip": old,
        "bob (1).zip": old,
        "bob (2).zip": new,
        "eve (1).zip": old,
    }
    found = find(folder(files))
    assert texts(found) == {"ada": {"numbers": "new"}, "bob": {"numbers": "new"}, "eve (1)": {"numbers": "old"}}
    assert sorted(found.notes) == [
        ("ada (1).zip", "not read: ada.zip has newer files"),
        ("bob (1).zip", "not read: bob (2).zip has newer files"),
        ("bob.zip", "not read: bob (2).zip has newer files"),
    ]


def test_a_second_download_that_is_as_old(folder, find_class, texts):
    """Of two that are from one time the later download counts."""
    files = {"bob.zip": of({"numbers.py": "1"}), **{f"bob ({n}).zip": of({"numbers.py": f"{n}"}) for n in (2, 10)}}
    found = find_class(folder(files))
    assert texts(found) == {"bob": {"numbers": "10"}}
    assert {why for _, why in found.notes} == {"not read: it is the same student's as bob (10).zip"}


def test_a_second_download_beside_a_folder(folder, find_class, texts):
    """A student's folder counts before a second download, as before any zip."""
    found = find_class(folder({"bob/numbers.py": "folder", "bob (1).zip": of({"numbers.py": "zip"})}))
    assert texts(found) == {"bob": {"numbers": "folder"}}
    assert found.notes == [("bob (1).zip", "not read: it is the same student's as bob/")]


def test_a_student_who_is_really_called_so(folder, find_class, texts):
    """A manifest that says so keeps `team (1)` apart from `team`."""
    zips = {f"{name}.zip": of({"numbers.py": name, MANIFEST: manifest(name)}) for name in ("team", "team (1)")}
    found = find_class(folder(zips))
    assert {student: read["numbers"] for student, read in texts(found).items()} == {
        "team": "team",
        "team (1)": "team (1)",
    }


def test_names_that_nearly_clash(folder, find):
    """Where two names differ in case only, the note of the one that is changed names the other one."""
    place = folder({"Victor_Hugo/numbers.py": "1", "victor_hugo.zip": of({"numbers.py": "2"})})
    (who, why), *more = find(place).notes
    assert (who, more) == ("Victor_Hugo", [])
    assert why.startswith("graded as Victor_Hugo~")
    assert why.endswith(": nearly the same as victor_hugo; is it one student?")


def test_a_name_in_another_unicode_form(folder, find):
    """A name that macOS took apart is graded as itself, and nothing is noted."""
    name = unicodedata.normalize("NFD", "Zoë Größe")
    found = find(folder({f"{name}/numbers.py": "1", "ada/numbers.py": "2"}))
    assert sorted(submission.student for submission in found.submissions) == ["Zoë Größe", "ada"]
    assert found.notes == []


# ---- another week


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("zoe.week02.20261118-100000.zip", {"week02/numbers.py": "1"}),
        ("zoe.other.20261118-100000.zip", {"tape.py": "1"}),
        ("zoe.zip", {MANIFEST: manifest("zoe", "week02"), "week02/numbers.py": "1"}),
        ("zoe.basics.20261118-100000.zip", {MANIFEST: manifest("zoe", "week02"), "week02/x.py": "1"}),
    ],
)
def test_a_zip_of_another_week_is_no_student(folder, find_class, texts, name, files):
    """A zip that is another week's, by its name or its manifest, is nobody's work of this one, and listed."""
    found = find_class(folder({name: of(files, NEW), "ada.zip": of({"numbers.py": "1"})}))
    week = "other" if "other" in name else "week02"
    assert texts(found) == {"ada": {"numbers": "1"}}
    assert found.notes == [(name, f"not read: it is of {week}, not of basics")]


def test_a_zip_of_another_week_beside_the_right_one(folder, find, texts):
    """Another week's zip does not count as the newer one."""
    wrong, right = of({MANIFEST: manifest("zoe", "week02")}), of({"numbers.py": "1"})
    assert texts(find(folder({"zoe.zip": right, "zoe (1).zip": wrong}))) == {"zoe": {"numbers": "1"}}


def test_this_weeks_work_is_graded_whatever_its_zip_says(folder, find, texts):
    """A zip that holds this week's files is graded: a word and a time in a name can mean anything."""
    files = {"ada.lovelace.20261118-100000.zip": of({"hw/numbers.py": "1"}), "bob.zip": of({"numbers.py": "2"})}
    assert texts(find(folder(files)))["ada.lovelace.20261118-100000"] == {"numbers": "1"}


def test_nothing_but_another_week(folder, find_class):
    """A class that handed in another week only is an error that says so."""
    with pytest.raises(CourseError, match=r"zoe.week02.*it is of week02, not of basics"):
        find_class(folder({"zoe.week02.20261118-100000.zip": of({"week02/x.py": "1"})}))


# ---- the newer of two


def test_the_newer_of_two_zips_counts(folder, find_class, texts):
    """Of two zips in a student's folder the newer one's file is graded; a file that only the older one has is graded too."""
    old, new = {"numbers.py": "old", "words.py": "old"}, {"basics/numbers.py": "new", "notes.txt": ""}
    files = {"ada/homework.zip": of(old), "ada/homework_final.zip": of(new, NEW), "bob/numbers.py": "1"}
    found = find_class(folder(files))
    assert texts(found)["ada"] == {"numbers": "new", "words": "old"}
    assert said(found, "ada")[-1] == ("not read: homework.zip (numbers.py); homework_final.zip has newer files")
    other = find_class(
        folder({"ada/a.zip": of(old), "ada/b.zip": of({"words.py": "new"}, NEW), "ada/numbers.py": "fixed"}, "x")
    )
    assert texts(other) == {"ada": {"numbers": "fixed", "words": "new"}}


UNBELIEVABLE = {
    "in the future": of({"numbers.py": "wrong"}, (2099, 1, 1, 0, 0, 0)),
    "none": of({"numbers.py": "wrong"}, (1980, 1, 1, 0, 0, 0)),
    "no month": at(of({"numbers.py": "wrong"}), 0xFE00, 0),
    "31 February": at(of({"numbers.py": "wrong"}), (46 << 9) | (2 << 5) | 31, 0),
    "no hour": at(of({"numbers.py": "wrong"}), (46 << 9) | (3 << 5) | 1, 0xFFFF),
    "nothing in it": of({}, NEW),
    "only a folder is new": of({"numbers.py": "wrong"}, (1990, 1, 1, 0, 0, 0)),
}
with zipfile.ZipFile(_file := io.BytesIO(UNBELIEVABLE["only a folder is new"]), "a") as _archive:
    _archive.writestr(zipfile.ZipInfo("x/", NEW), "")
UNBELIEVABLE["only a folder is new"] = _file.getvalue()


@pytest.mark.parametrize("layout", ["{}.zip", "ada/{}.zip"])
@pytest.mark.parametrize("kind", UNBELIEVABLE)
def test_a_time_that_is_not_believed(folder, find_class, texts, kind, layout):
    """A zip whose time is missing, impossible or in the future counts as the oldest; alone it is graded."""
    right, wrong = layout.format("ada"), layout.format("ada (1)")
    found = find_class(folder({right: of({"numbers.py": "right"}), wrong: UNBELIEVABLE[kind], "bob/words.py": "1"}))
    assert texts(found) == {"ada": {"numbers": "right"}, "bob": {"words": "1"}}
    if kind != "nothing in it":
        assert texts(find_class(folder({right: UNBELIEVABLE[kind], "bob/words.py": "1"}, "alone")))["ada"] == {
            "numbers": "wrong"
        }


@pytest.mark.parametrize("layout", ["{}.zip", "ada/{}.zip"])
def test_a_manifest_counts_before_plain_times(folder, find_class, texts, layout):
    """What submit wrote counts before a zip that only its files' times make newer, and of two manifests the later one."""
    sealed = {
        when: of({MANIFEST: manifest(when=f"2026-01-0{when}T10:00:00Z"), "numbers.py": f"{when}"}) for when in (2, 3)
    }
    plain = of({"numbers.py": "plain"}, (2026, 3, 1, 0, 0, 0))
    files = {layout.format("ada"): sealed[2], layout.format("ada (1)"): sealed[3], layout.format("ada (2)"): plain}
    assert texts(find_class(folder({**files, "bob/words.py": "1"})))["ada"] == {"numbers": "3"}


# ---- names that are nearly a topic's


def test_names_that_are_nearly_right(folder, find_class, texts):
    """A name that differs in case, or with a browser's number, stands for its topic; the highest number counts."""
    files = {"Numbers.PY": "case", "words (1).py": "1", "words (10).py": "10", "words(9).py": "9", "helper (1).py": ""}
    found = find_class(folder({f"ada/basics/{name}": text for name, text in files.items()}))
    assert texts(found) == {"ada": {"numbers": "case", "words": "10"}}
    assert said(found, "ada") == [
        "not read: basics/words(9).py; graded: basics/words (10).py",
        "not read: basics/words (1).py; graded: basics/words (10).py",
        "read as numbers.py: basics/Numbers.PY, words.py: basics/words (10).py",
        "not read: basics/helper (1).py: not the name of a topic's file",
    ]


@pytest.mark.parametrize("exact", ["numbers.py", "deep/down/numbers.py", "work.zip"])
def test_the_exact_name_counts_first(folder, find_class, texts, exact):
    """A file with the topic's own name counts, wherever it is; then one that differs in case."""
    data = of({"numbers.py": "exact"}) if exact.endswith(".zip") else "exact"
    found = find_class(
        folder({f"ada/{exact}": data, "ada/basics/numbers (3).py": "3", "ada/basics/NUMBERS.py": "case"})
    )
    assert texts(found) == {"ada": {"numbers": "exact"}}
    assert len([why for why in said(found, "ada") if why.startswith("not read: basics/")]) == 2
    found = find_class(folder({"ada/basics/numbers (3).py": "3", "ada/NUMBERS.py": "case"}, "without"))
    assert texts(found) == {"ada": {"numbers": "case"}}


def test_one_students_zip_with_names_nearly_right(folder, find, texts):
    """A zip is one student's, whatever a browser put behind its files' names."""
    found = find(folder({"ada.zip": of({"Numbers (2).py": "2"})}) / "ada.zip")
    assert (found.layout, texts(found)) == ("one student's zip", {"ada": {"numbers": "2"}})


def test_many_strangers(folder, find_class):
    """All code under other names is named up to a reasonable length, however much there is and however it is called."""
    names = ["a\n\x1b[2J.py", "\u202eyp.py", *(f"{n:03}{'x' * 200}.py" for n in range(40))]
    (why,) = said(find_class(folder({"ada.zip": of(dict.fromkeys(names, ""))})), "ada")
    assert "and 32 more" in why
    assert why.isprintable()
    assert len(why) < 2000
    (why,) = said(find_class(folder({f"ada/{n}.py": "" for n in range(7)}, "few")), "ada")
    assert (
        "(0.py, 1.py, 2.py, 3.py, 4.py, 5.py, 6.py); if one is numbers.py or words.py, rename it to that, then" in why
    )


# ---- what the student and formgrader learn


def test_a_class_is_graded(dlcourse, folder, tmp_path, topics):
    """The real command: everybody has a row, and the record says why there is nothing of a topic."""
    right = {topic.file_name: topic.solution.read_text(encoding="utf-8") for topic in topics}
    numbers = right["numbers.py"]
    files = {
        "ada.zip": of({"numbers.py": "broken("}),
        "ada (1).zip": of({"numbers.py": numbers, "Words.py": right["words.py"]}, NEW),
        "bob.zip": of({"all.zip": of(right)}),
        "eve.rar": "Rar!",
        "zoe/essay.docx": "",
    }
    command = ("grade", "basics", folder(files), "--layout", "class", "--out", "results", "--isolation", "process")
    ended = dlcourse(*command)
    assert ended.code == 0, ended
    lines = (tmp_path / "results" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["student"]: record for record in map(json.loads, lines)}
    points = {student: [topic["points"] for topic in record["topics"]] for student, record in records.items()}
    assert points == {"ada": [6, 4], "bob": [0, 0], "eve": [0, 0], "zoe": [0, 0]}
    assert "a zip in a zip is not opened" in str(records["bob"]["topics"][0]["checks"][0]["lines"])
    assert f"eve.rar: {NOT_A_ZIP}" in str(records["eve"]["topics"][1]["checks"][0]["lines"])
    assert "Note: ada.zip: not read: ada (1).zip has newer files" in ended.out
    assert "Note: zoe: nothing that can be graded: essay.docx" in ended.out


@pytest.mark.parametrize("packed_again", [False, True])
def test_the_time_of_a_zip(folder, find, tmp_path, topics, packed_again):
    """What was handed in as a zip has the manifest's time, else that of its newest file, else none."""
    files = {
        "ada.zip": of({"numbers.py": "1", MANIFEST: manifest(when="2026-02-03T04:05:06+01:00")}, NEW),
        "bob.zip": of({"numbers.py": "1"}, NEW),
        "eve.zip": of({"numbers.py": "1"}, (2099, 1, 1, 0, 0, 0)),
        "kim.zip": of({"numbers.py": "1", MANIFEST: manifest("kim", when="2999-01-01T00:00:00Z")}, NEW),
    }
    place = folder(files)
    if packed_again:
        place = tmp_path / "class.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    course = CourseFolder(tmp_path / "course", topics, find(place).submissions)
    here = datetime(*NEW).astimezone(UTC).replace(tzinfo=None)  # type: ignore[misc, arg-type]
    assert course.submitted("ada") == datetime(2026, 2, 3, 3, 5, 6)
    assert [course.submitted(student) for student in ("bob", "eve", "kim")] == [here, None, here]


def test_the_time_of_a_file_in_a_classs_zip(folder, zipped, find, tmp_path, topics):
    """A folder per student has the same times, zipped or not."""
    place = folder({"ada/numbers.py": "1", "bob/numbers.py": "2"})
    seconds = datetime(*NEW).timestamp()  # type: ignore[misc, arg-type]
    os.utime(place / "ada" / "numbers.py", (seconds, seconds))
    packed = tmp_path / "class.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(place / "ada" / "numbers.py", "ada/numbers.py")
        archive.write(place / "bob" / "numbers.py", "bob/numbers.py")
    times = [CourseFolder(tmp_path, topics, find(path).submissions).submitted("ada") for path in (place, packed)]
    assert times[0] == times[1] == datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
