"""What `dlcourse submit` writes, as grading reads it: plain, in every platform's download, damaged, and forged."""

from __future__ import annotations

import csv
import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from dlcourse.graders.engine.intake.names import student_ids, student_of_zip, zip_name

MANIFEST = "dlcourse-submission.json"
STAMP = "20260101-100000"


@pytest.fixture(scope="session")
def handed_in(run, fetched, tmp_path_factory) -> bytes:
    """A zip that ada made with the real command; her numbers is `x = 1`, her words `y = 2`."""
    work = shutil.copytree(fetched, tmp_path_factory.mktemp("ada") / "work")
    (work / "basics/numbers.py").write_text("x = 1\n")
    (work / "basics/words.py").write_text("y = 2\n")
    assert run("submit", "basics", "--as", "ada", "--yes", "--to", "ada.zip", cwd=work).code == 0
    return (work / "ada.zip").read_bytes()


@pytest.fixture
def forge(handed_in) -> Callable[..., bytes]:
    """Return ada's zip with other words in its manifest, other files {name: text or None}, or another manifest altogether."""

    def forge(
        said: dict[str, Any] | None = None, files: dict[str, str | None] | None = None, raw: bytes | None = None
    ) -> bytes:
        with zipfile.ZipFile(io.BytesIO(handed_in)) as archive:
            inside = {name: archive.read(name) for name in archive.namelist()}
        told = json.loads(inside[MANIFEST]) | (said or {})
        inside[MANIFEST] = raw if raw is not None else json.dumps(told).encode()
        for name, text in (files or {}).items():
            inside.pop(f"basics/{name}", None)
            if text is not None:
                inside[f"basics/{name}"] = text.encode()
        return packed(inside)

    return forge


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def unpacked(data: bytes, below: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {f"{below}{name}": archive.read(name) for name in archive.namelist()}


ADAS = {"numbers": "x = 1\n", "words": "y = 2\n"}


# ---- a folder of zips


def test_the_real_command_and_the_real_grade(run, fetched, dlcourse, topics, forge, folder, tmp_path):
    """A class hands in with submit and is graded: everybody is known by the name they gave, ada by the newer of her two zips."""
    right = {topic.name: topic.solution.read_text() for topic in topics}
    class_ = folder({f"ada.basics.{STAMP}.zip": forge({"time": "2026-01-01T10:00:00Z"})})
    for student in ("ada", "Bob O'Neil", "../eve"):
        work = shutil.copytree(fetched, tmp_path / "work", dirs_exist_ok=True)
        (work / "basics/numbers.py").write_text(right["numbers"])
        assert run("submit", "basics", "--as", student, "--yes", "--to", class_, cwd=work).code == 0
    ended = dlcourse("grade", "basics", class_, "--out", "results", "--isolation", "process")
    assert ended.code == 0, ended
    assert "Read as a zip per student: 3 students." in ended.err
    rows = csv.DictReader((tmp_path / "results/grades.csv").read_text(encoding="utf-8").splitlines())
    eve = student_ids(["../eve"])["../eve"]
    assert {row["student"]: float(row["points"]) for row in rows} == {"ada": 6, "Bob O'Neil": 6, eve: 6}
    first, second = [line for line in ended.out.splitlines() if line.startswith("Note: ")]
    assert first.startswith(f"Note: ada.basics.{STAMP}.zip: not read: ada.basics.")
    assert first.endswith(".zip is later")
    assert second == f"Note: ../eve: graded as {eve}: its own name is not safe as a folder's name"


def test_one_zip(tmp_path, handed_in, find, texts):
    """One student's zip alone is graded as that student's; the manifest is no unknown file."""
    path = tmp_path / f"ada.basics.{STAMP}.zip"
    path.write_bytes(handed_in)
    found = find(path)
    assert (found.layout, texts(found), found.notes) == ("one student's zip", {"ada": ADAS}, [])


@pytest.mark.parametrize("behind", ["", "-2", " (1)", "(3)", " 2"])
def test_what_a_browser_puts_behind_the_name(folder, handed_in, find_class, texts, behind):
    """A number that a browser puts behind the name does not make another student."""
    found = find_class(folder({f"ada.basics.{STAMP}{behind}.zip": handed_in}))
    assert (texts(found), found.notes) == ({"ada": ADAS}, [])


@pytest.mark.parametrize(
    "name", ["Zoë Ünï", "../x", "-rf", "CON", "a/b", "x" * 150, "a.b", "ada.basics.20260101-100000"]
)
def test_the_id_is_the_same_as_everywhere(folder, forge, find_class, name):
    """Whatever the student is called, the id is the one that any other layout would give."""
    zipped = {zip_name(name, "basics", datetime(2026, 1, 1)): forge({"student": name})}
    (submission,) = find_class(folder(zipped)).submissions
    assert submission.student == student_ids([name])[name]


def test_names_that_are_nearly_one(folder, forge, find):
    """Names that look alike once they are safe stay as many students as they are."""
    names = ["a/b", "a:b", "a_b", "A_b"]
    now = datetime(2026, 1, 1)
    found = find(folder({zip_name(name, "basics", now): forge({"student": name}) for name in names}))
    assert len(found.submissions) == 4


def test_the_name_of_a_zip():
    """Of a name that submit gave, the student's part is read, from the right; of any other name all of it."""
    assert (
        student_of_zip("a.basics.20260101-100000.basics.20260101-100000-2.zip", "basics") == "a.basics.20260101-100000"
    )
    for name in (
        "ada",
        "ada.basics",
        "ada.20260101-100000",
        "ada-2",
        f"ada.other.{STAMP}",
        f".basics.{STAMP}",
        f"ada.basics.{STAMP}x",
    ):
        assert student_of_zip(f"{name}.zip", "basics") == name


# ---- two of one student


def test_the_newest_counts_as_a_whole(folder, forge, find_class, texts):
    """Of several zips the newest counts, whatever they are called; a topic that is missing in it is not read from an earlier one."""
    files = {
        "ada.zip": forge({"time": "2026-01-02T10:00:00Z"}, {"numbers.py": "new\n", "words.py": None}),
        f"ada.basics.{STAMP}.zip": forge({"time": "2026-01-01T10:00:00Z"}),
        f"ada.basics.{STAMP} (1).zip": forge({"time": "2026-01-02T10:30:00+01:00"}),
    }
    found = find_class(folder(files))
    assert texts(found) == {"ada": {"numbers": "new\n"}}
    assert found.notes[:2] == [
        (f"ada.basics.{STAMP} (1).zip", "not read: ada.zip is later"),
        (f"ada.basics.{STAMP}.zip", "not read: ada.zip is later"),
    ]


FORGED = {
    "missing": {"time": None},
    "no time": {"time": "yesterday"},
    "no zone": {"time": "2026-01-02T10:00:00"},
    "a number": {"time": 1e18},
    "in the future": {"time": "2999-01-01T00:00:00Z"},
    "the last one": {"time": "9999-12-31T23:59:59-23:59"},
}


@pytest.mark.parametrize("time", FORGED)
def test_a_time_that_is_not_believed(folder, forge, find_class, texts, time):
    """A zip whose time is missing, or is in the future, counts as earlier than any that says when it was made."""
    found = find_class(
        folder({"ada.zip": forge(FORGED[time], {"numbers.py": "forged\n"}), f"ada.basics.{STAMP}.zip": forge()})
    )
    assert texts(found) == {"ada": ADAS}
    assert found.notes == [("ada.zip", f"not read: ada.basics.{STAMP}.zip is later")]


@pytest.mark.parametrize("time", FORGED)
def test_a_time_that_is_not_believed_alone(folder, forge, find_class, texts, time):
    """Such a zip is graded all the same where it is the only one, and listed."""
    found = find_class(folder({"ada.zip": forge(FORGED[time])}))
    assert texts(found) == {"ada": ADAS}
    ((who, why),) = found.notes
    assert who == "ada"
    assert "in the future" in why or f"ada.zip/{MANIFEST} is not a valid manifest: " in why


def test_the_oldest_time_of_all(folder, forge, find_class, texts):
    """A time at the beginning of all times is an early one, and no error."""
    early = forge({"time": "0001-01-01T00:00:00+23:59"}, {"numbers.py": "early\n"})
    assert texts(find_class(folder({"ada.zip": early, f"ada.basics.{STAMP}.zip": forge()}))) == {"ada": ADAS}


def test_of_the_same_time_the_first_name_counts(folder, handed_in, find_class, texts):
    """A copy of a zip is listed as what it is."""
    found = find_class(folder({f"ada.basics.{STAMP}.zip": handed_in, f"ada.basics.{STAMP}-2.zip": handed_in}))
    assert texts(found) == {"ada": ADAS}
    assert found.notes == [
        (f"ada.basics.{STAMP}.zip", f"not read: it is the same student's as ada.basics.{STAMP}-2.zip")
    ]


def test_a_damaged_zip_does_not_replace_a_whole_one(folder, handed_in, find_class, texts):
    """Where the newer zip is damaged, an earlier one that can be read counts."""
    found = find_class(folder({f"ada.basics.{STAMP}.zip": handed_in[:-30], "ada.zip": handed_in}))
    assert texts(found) == {"ada": ADAS}
    assert [name for name, _ in found.notes] == [f"ada.basics.{STAMP}.zip"]


def test_a_folder_beside_zips(folder, handed_in, find_class, texts):
    """A student's folder is graded before their zips, as always."""
    found = find_class(folder({"ada/numbers.py": "folder", f"ada.basics.{STAMP}.zip": handed_in}))
    assert texts(found) == {"ada": {"numbers": "folder"}}
    assert found.notes == [(f"ada.basics.{STAMP}.zip", "not read: it is the same student's as ada/")]


# ---- somebody else's name


def test_a_manifest_that_names_another(folder, forge, find, texts):
    """Who names ada in a manifest is still who the file's name says; ada's own work stands, and the clash is listed."""
    hostile = forge({"student": "ada", "time": "2026-06-01T10:00:00Z"}, {"numbers.py": "mallory's\n"})
    found = find(
        folder(
            {"mallory.zip": hostile, f"mallory.b.basics.{STAMP}.zip": hostile, "ada.b.zip": hostile, "ada.zip": forge()}
        )
    )
    read = texts(found)
    assert read["ada"] == ADAS
    assert sorted(read) == ["ada", "ada.b", "mallory", "mallory.b"]
    clashes = [who for who, why in found.notes if why.startswith("its manifest names ada; graded as ")]
    assert clashes == ["ada.b", "mallory", "mallory.b"]


def test_a_students_folder_with_anothers_manifest(folder, forge, find):
    """In a folder per student the folder's name counts, and a manifest that names another is listed."""
    found = find(folder(unpacked(forge({"student": "ada\x1b[2J\nlove"}), "bob/") | unpacked(forge(), "ada/")))
    assert [submission.student for submission in found.submissions] == ["ada", "bob"]
    assert found.notes == [("bob", "its manifest names ada\\x1b[2J love; graded as bob's all the same")]


# ---- not as it was handed in


def test_files_that_are_not_as_handed_in(folder, forge, find, texts):
    """A changed, added or missing file is graded as it is, and listed."""
    changed = forge(files={"numbers.py": "x = 2\n"})
    added = forge({"files": {}})
    missing = forge(files={"words.py": None})
    found = find(folder({"ada.zip": changed, f"bob.basics.{STAMP}.zip": added, "eve.zip": missing}))
    assert texts(found) == {
        "ada": {"numbers": "x = 2\n", "words": "y = 2\n"},
        "bob": ADAS,
        "eve": {"numbers": "x = 1\n"},
    }
    said = [(who, why) for who, why in found.notes if "names ada" not in why]
    assert said == [
        ("ada", "changed since its manifest was written; graded as it is: numbers.py"),
        ("bob", "not in its manifest; graded all the same: numbers.py, words.py"),
        ("eve", "in its manifest, but missing: words.py"),
    ]


def test_a_file_fixed_beside_the_zip(folder, handed_in, find_class, texts):
    """A file that the student put beside the zip is graded, as always; the manifest does not describe it."""
    found = find_class(folder({"ada/basics/numbers.py": "fixed", "ada/hw.zip": handed_in}))
    assert texts(found) == {"ada": {"numbers": "fixed", "words": "y = 2\n"}}
    assert found.notes == [("ada", "not read: hw.zip/basics/numbers.py; graded: basics/numbers.py")]


def test_another_week(folder, forge, find):
    """A zip of another week is noted."""
    found = find(folder({f"ada.other.{STAMP}.zip": forge({"week": "other"}), "bob.zip": forge({"student": "bob"})}))
    assert (f"ada.other.{STAMP}", f"ada.other.{STAMP}.zip/{MANIFEST} is of other, not of basics") in found.notes


# ---- hostile manifests


HOSTILE = {
    "empty": b"",
    "no json": b"\xff\xfe",
    "a list": b"[]",
    "deep": b'{"x":' * 100_000,
    "deep lists": b'{"x":' + b"[" * 100_000,
    "large": b'{"x": "' + b"y" * (1 << 19) + b'"}',
    "a bomb": b" " * 50_000_000,
    "a schema of evil": b'{"schema": "\\u001b[2J\\nevil"}',
    "another version": b'{"schema": "dlcourse/submission/v2"}',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_manifest_that_is_none(folder, forge, find, texts, kind):
    """Whatever stands in the manifest's place, the files are graded as their zip is called, and one harmless line tells of it."""
    found = find(folder({f"ada.basics.{STAMP}.zip": forge(raw=HOSTILE[kind]), "bob.zip": forge({"student": "bob"})}))
    assert texts(found) == {"ada": ADAS, "bob": ADAS}
    ((who, why),) = found.notes
    assert who == "ada"
    assert "is not a valid manifest: " in why
    assert len(why) < 400
    assert why.isprintable()


@pytest.mark.parametrize(
    "said",
    [
        {"student": ""},
        {"student": 7},
        {"student": "x" * 10_000},
        {"student": None},
        {"files": {"basics/numbers.py": {"sha256": "../../x", "size": 1}}},
        {"files": {"basics/numbers.py": {"sha256": "0" * 64, "size": -1}}},
        {"files": {f"{n}": {"sha256": "0" * 64, "size": 1} for n in range(1500)}},
        {"versions": {"x" * 500: "y"}},
        {"honesty": []},
        {"forced": "yes"},
    ],
)
def test_a_manifest_of_wrong_types(folder, forge, find_class, texts, said):
    """A field of the wrong type or size makes the manifest none."""
    found = find_class(folder({"ada.zip": forge(said)}))
    assert texts(found) == {"ada": ADAS}
    assert [who for who, why in found.notes if "is not a valid manifest: " in why] == ["ada"]


def test_what_a_later_version_may_add(folder, forge, find_class, texts):
    """A field that is not known yet does no harm."""
    found = find_class(folder({"ada.zip": forge({"more": {"x": [1]}})}))
    assert (texts(found), found.notes) == ({"ada": ADAS}, [])


def test_a_manifest_that_is_no_file(zipped, find, texts):
    """A link instead of a manifest is noted; a folder of that name is ignored."""
    link = zipfile.ZipInfo(MANIFEST)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    zipped([(link, "/etc/passwd"), ("numbers.py", "1")], "class/ada.zip")
    zipped({f"{MANIFEST}/x": "", "numbers.py": "2"}, "class/bob.zip")
    found = find(zipped({"numbers.py": "3"}, "class/eve.zip").parent)
    assert texts(found) == {"ada": {"numbers": "1"}, "bob": {"numbers": "2"}, "eve": {"numbers": "3"}}
    assert [who for who, why in found.notes] == ["ada"]


def test_a_thousand_manifests(folder, forge, find_class, texts, handed_in):
    """Many manifests in one zip are not all kept, and cost a short list."""
    inside = unpacked(handed_in, "")
    inside |= {f"d{n}/{MANIFEST}": inside[MANIFEST] for n in range(900)}
    found = find_class(folder({"ada.zip": packed(inside)}))
    assert texts(found) == {"ada": ADAS}
    assert len(found.notes) <= 11


# ---- downloads


METADATA = "s_1:\n  :submitters:\n  - {':email': ada@x.edu}\n  :created_at: 2026-04-26 17:34:00 Z\n"
MOODLE = "Ada L_12_assignsubmission_file"
NAME = f"ada.basics.{STAMP}.zip"
DOWNLOADS = {
    "Canvas": (lambda z: {f"lovelaceada_12_345_{NAME}": z}, "a Canvas download", "lovelaceada_12"),
    "Canvas, late and again": (lambda z: {f"lovelaceada_LATE_12_345_{NAME[:-4]}-1.zip": z}, "a Canvas download", "lovelaceada_12"),
    "Canvas, anonymous": (lambda z: {f"anon_aB3_345_{NAME}": z}, "a Canvas download", "anon_aB3"),
    "Moodle": (lambda z: {f"{MOODLE}/{NAME}": z}, "a Moodle download", "Ada L_12"),
    "Moodle, no folders": (lambda z: {f"{MOODLE}_{NAME}": z}, "a Moodle download", "Ada L_12"),
    "Moodle, unpacked": (lambda z: unpacked(z, f"{MOODLE}/"), "a Moodle download", "Ada L_12"),
    "Gradescope": (
        lambda z: {"submission_metadata.yml": METADATA.encode(), **unpacked(z, "s_1/")}, "a Gradescope export", "ada@x.edu"
    ),
    "Gradescope, zipped": (
        lambda z: {"submission_metadata.yml": METADATA.encode(), f"s_1/{NAME}": z}, "a Gradescope export", "ada@x.edu"
    ),
    "nbgrader": (
        lambda z: {name.replace("/basics/basics/", "/basics/"): data for name, data in unpacked(z, "submitted/ada/basics/").items()},
        "nbgrader's submitted/",
        "ada",
    ),
    "a folder": (lambda z: unpacked(z, "ada/"), "a folder per student", "ada"),
    "unpacked by Safari and zipped again": (
        lambda z: {"ada.zip": packed(unpacked(z, f"{NAME[:-4]}/") | {f"__MACOSX/{NAME[:-4]}/._{MANIFEST}": b"x"})},
        "a zip per student",
        "ada",
    ),
}  # fmt: skip


@pytest.mark.parametrize("zipped_again", [False, True])
@pytest.mark.parametrize("download", DOWNLOADS)
def test_a_download(folder, tmp_path, handed_in, find, find_class, texts, download, zipped_again):
    """What submit wrote is read in each platform's layout, unpacked and as one zip, and nothing is listed."""
    make, layout, student = DOWNLOADS[download]
    place = folder(make(handed_in))
    if zipped_again:
        place = tmp_path / "download.zip"
        place.write_bytes(packed(make(handed_in)))
    found = (find_class if layout.endswith("per student") else find)(place)
    assert (found.layout, texts(found), found.notes) == (layout, {student: ADAS}, [])


@pytest.mark.parametrize("download", [name for name in DOWNLOADS if name.startswith(("C", "M", "G"))])
def test_a_platform_knows_whose_it_is(folder, forge, find, texts, download):
    """On a platform its own names count; what a manifest says about them is ignored, and changes are still noted."""
    make, layout, student = DOWNLOADS[download]
    hostile = forge({"student": "somebody else", "time": "2999-01-01T00:00:00Z"}, {"numbers.py": "changed\n"})
    found = find(folder(make(hostile)))
    assert (found.layout, list(texts(found))) == (layout, [student])
    assert [why.partition(":")[0] for _, why in found.notes] == [
        "its manifest's time is in the future",
        "changed since its manifest was written; graded as it is",
    ]


def test_two_zips_on_moodle(folder, forge, find, texts):
    """Of two zips in one student's folder the newest counts as a whole."""
    old, new = forge({"time": "2026-01-01T10:00:00Z"}), forge({"time": "2026-01-02T10:00:00Z"}, {"words.py": None})
    found = find(folder({f"{MOODLE}/a.zip": new, f"{MOODLE}/b.zip": old}))
    assert texts(found) == {"Ada L_12": {"numbers": "x = 1\n"}}
    assert found.notes[0] == ("Ada L_12", "not read: b.zip; a.zip is later")


def test_canvas_knows_which_is_later(folder, forge, find, texts):
    """On Canvas the platform's own order of attempts counts, not the students' clocks."""
    first, second = (
        forge({"time": "2026-01-02T10:00:00Z"}),
        forge({"time": "2026-01-01T10:00:00Z"}, {"numbers.py": "2\n"}),
    )
    found = find(folder({f"ada_1_10_{NAME}": first, f"ada_1_20_{NAME}": second}))
    assert texts(found)["ada_1"]["numbers"] == "2\n"
    assert found.notes[0] == ("ada_1", f"not read: ada_1_10_{NAME}; ada_1_20_{NAME} is later")


def test_a_workspace_handed_in_whole(folder, handed_in, find_class, texts):
    """Who hands in the whole workspace hands in the week's folder; the zips in it are not needed."""
    files = {"ada/basics/numbers.py": "1", "ada/basics/words.py": "2", "ada/.dlcourse/workspace.json": "{}"}
    found = find_class(folder({**files, f"ada/submissions/{NAME}": handed_in}))
    assert texts(found) == {"ada": {"numbers": "1", "words": "2"}}
    assert found.notes == [("ada", f"not opened: submissions/{NAME}; every topic's file is beside it")]


def test_the_same_again(folder, forge, find):
    """A second look gives the same students, order and notes."""
    place = folder(
        {f"{n}.zip": forge({"student": f"{n % 3}", "time": f"2026-01-0{n + 1}T10:00:00Z"}) for n in range(6)}
    )
    first, second = find(place), find(place)
    assert [s.student for s in first.submissions] == [s.student for s in second.submissions]
    assert first.notes == second.notes
