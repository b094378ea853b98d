"""Intake: every layout that an instructor may have gives one submission per student, and a list of the rest."""

from __future__ import annotations

import os
import sys
import tracemalloc
import zipfile

import pytest

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake import canvas
from dlcourse.graders.engine.untrusted import Unreadable, read_source

METADATA = """\
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '815'
    :email: ada@example.org
  - :name: Bob
    :sid: 4711
    :email: ''
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
"""

FOUR = ("bob", "cy", "dan", "eve")  # with a fifth student they cannot be versions of one

LAYOUTS = {
    "a folder per student": (
        {"ada/basics/numbers.py": "1", "ada/basics/words.py": "2", **{f"{name}/numbers.py": name for name in FOUR}},
        {"ada": {"numbers": "1", "words": "2"}} | {name: {"numbers": name} for name in FOUR},
    ),
    "nbgrader's submitted/": (
        {"submitted/ada/basics/numbers.py": "1", "submitted/bob/ps1/numbers.py": "2", "source/basics/numbers.py": "3"},
        {"ada": {"numbers": "1"}, "bob": {}},
    ),
    "a Canvas download": (
        {"lovelaceada_12_345_numbers.py": "1", "lovelaceada_LATE_12_346_words-2.py": "2", "bob_7_350_numbers.py": "3"},
        {"bob_7": {"numbers": "3"}, "lovelaceada_12": {"numbers": "1", "words": "2"}},
    ),
    "a Moodle download": (
        {
            "Ada Lovelace_12_assignsubmission_file/numbers.py": "1",
            "Bob Ross_7_assignsubmission_file_/week/words.py": "2",
            "Eve_9_assignsubmission_file_numbers.py": "3",
            "Eve_9_assignsubmission_onlinetext.html": "hello",
        },
        {"Ada Lovelace_12": {"numbers": "1"}, "Bob Ross_7": {"words": "2"}, "Eve_9": {"numbers": "3"}},
    ),
    "a Gradescope export": (
        {"submission_metadata.yml": METADATA, "submission_1/numbers.py": "1", "submission_1/hw/words.py": "2"},
        {"4711": {"numbers": "1", "words": "2"}, "ada@example.org": {"numbers": "1", "words": "2"}},
    ),
}


# ---- layouts


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_recognised(folder, find, texts, layout):
    """Each layout is recognised by itself and gives each student the right files."""
    files, expected = LAYOUTS[layout]
    found = find(folder(files))
    assert (found.layout, texts(found)) == (layout, expected)


@pytest.mark.parametrize("wrapper", ["", "assignment_1_export/"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_zip_is_as_good_as_a_folder(folder, zipped, find, texts, layout, wrapper):
    """A zip of a layout, also with all in one folder, gives what the unpacked folder gives, in the same order."""
    files, _ = LAYOUTS[layout]
    found, packed = find(folder(files)), find(zipped({wrapper + path: text for path, text in files.items()}))
    assert packed.layout == layout
    assert list(texts(packed).items()) == list(texts(found).items())
    assert sorted(packed.notes) == sorted(found.notes)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name[:3] == "a C" or name[:3] == "a M"])
def test_a_download_still_zipped_in_a_folder(zipped, find, texts, layout):
    """A folder that holds nothing but a platform's zip is read as that zip."""
    files, expected = LAYOUTS[layout]
    found = find(zipped(files, "downloads/submissions.zip").parent)
    assert (found.layout, texts(found)) == (layout, expected)


def test_one_folder_around_all(folder, find, texts):
    """A class in one folder more than expected is found; what is beside it is listed."""
    students = ("ada", *FOUR)
    found = find(folder({**{f"hw3/{name}/numbers.py": name for name in students}, "readme.txt": "hello"}))
    assert texts(found) == {name: {"numbers": name} for name in students}
    assert found.notes == [("readme.txt", "not read: it is beside the class")]


def test_the_folder_submitted_itself(folder, find, texts):
    """nbgrader's submitted folder may be named itself; who has no folder for the week has not started, and is listed."""
    files, expected = LAYOUTS["nbgrader's submitted/"]
    found = find(folder(files) / "submitted")
    assert (found.layout, texts(found)) == ("nbgrader's submitted/", expected)
    assert found.notes == [("bob", "graded as not started: there is no folder basics/")]


def test_zips_and_folders_of_students(folder, zipped, find, texts):
    """A folder of zips gives a student per zip, whatever folders are inside; folders may stand among them."""
    zipped({"basics/numbers.py": "1", "basics/words.py": "2"}, "class/ada.zip")
    zipped({"my work/final/words.py": "3", "__MACOSX/my work/._words.py": "x"}, "class/bob.ZIP")
    found = find(folder({"eve/numbers.py": "4"}))
    assert found.layout == "a folder or a zip per student"
    assert texts(found) == {"ada": {"numbers": "1", "words": "2"}, "bob": {"words": "3"}, "eve": {"numbers": "4"}}
    assert found.notes == []


def test_a_folder_and_a_zip_of_one_name(folder, zipped, find_class, texts):
    """If a student has a folder and a zip, the folder is graded and the zip listed."""
    zipped({"numbers.py": "zip"}, "class/ada.zip")
    found = find_class(folder({"ada/numbers.py": "folder"}))
    assert texts(found) == {"ada": {"numbers": "folder"}}
    assert found.notes == [("ada.zip", "not read: it is the same student's as ada/")]


def test_one_students_zip(zipped, find, texts):
    """A zip with the topics themselves is one student's, whose name is that of the zip."""
    found = find(zipped({"basics/numbers.py": "1"}, "ada.zip"))
    assert (found.layout, texts(found)) == ("one student's zip", {"ada": {"numbers": "1"}})


def test_a_zip_in_a_students_folder(folder, zipped, find, texts):
    """A zip in a student's folder is looked into for the topics that do not stand beside it."""
    zipped({"numbers.py": "zip", "words.py": "zip"}, "class/ada/basics/all.zip")
    zipped({"numbers.py": "zip"}, "class/bob/more.zip")
    found = find(folder({"ada/basics/numbers.py": "1", "bob/numbers.py": "2", "bob/words.py": "3"}))
    assert texts(found) == {"ada": {"numbers": "1", "words": "zip"}, "bob": {"numbers": "2", "words": "3"}}
    assert found.notes == [
        ("ada", "not read: basics/all.zip/numbers.py; graded: basics/numbers.py"),
        ("bob", "not opened: more.zip; every topic's file is beside it"),
    ]


# ---- which file counts


def test_the_weeks_folder_comes_first(folder, find_class, texts):
    """Of two files for a topic the one in the week's folder is graded, then the nearest; the other one is listed."""
    found = find_class(
        folder(
            {
                "ada/numbers.py": "top",
                "ada/basics/numbers.py": "week",
                "ada/b/c/words.py": "far",
                "ada/b/words.py": "near",
            }
        )
    )
    assert texts(found) == {"ada": {"numbers": "week", "words": "near"}}
    assert sorted(found.notes) == [
        ("ada", "graded, though it is not in basics/: b/words.py"),
        ("ada", "not read: b/c/words.py; graded: b/words.py"),
        ("ada", "not read: numbers.py; graded: basics/numbers.py"),
    ]


def test_files_without_a_topics_name(folder, find, texts):
    """Code under another name is not read, and said so, with what to do; where there is nothing else, it is not started."""
    right = {"eve/numbers.py": "1", "eve/words.py": "2", "eve/helper.py": "", "eve/notes.txt": ""}
    found = find(
        folder({"ada/numbers.py": "1", "ada/helper.py": "", "bob/my numbers.py": "", "bob/a.ipynb": "", **right})
    )
    assert texts(found) == {"ada": {"numbers": "1"}, "bob": {}, "eve": {"numbers": "1", "words": "2"}}
    assert found.notes == [
        (
            "ada",
            "not read: helper.py: not the name of a topic's file; if it is words.py, rename it to that, then run again",
        ),
        (
            "bob",
            "graded as not started: none of its files has a topic's name (a.ipynb, my numbers.py); if one is numbers.py, "
            "rename it to that, then run again",
        ),
        ("eve", "not read: helper.py: not the name of a topic's file"),
    ]


def test_what_is_no_students(folder, find_class):
    """A file among the students' folders is listed; what a system leaves behind is not."""
    found = find_class(folder({"ada/numbers.py": "1", "grades.csv": "", ".DS_Store": "", "__MACOSX/x": ""}))
    assert found.notes == [("grades.csv", "not a student's folder or zip")]


def test_an_endless_heap_of_folders(tmp_path, folder, find_class, texts):
    """A student's folder is searched to a depth, and says where the search ended."""
    found = find_class(folder({"ada/numbers.py": "1", "ada/" + "d/" * 30 + "words.py": "2"}))
    assert texts(found) == {"ada": {"numbers": "1"}}
    assert found.notes == [("ada", "not searched further: more than 1000 folders, or more than 6 deep")]


# ---- Canvas


@pytest.mark.parametrize(
    ("name", "student", "attachment", "file"),
    [
        ("lovelaceada_12_345_numbers.py", "lovelaceada_12", 345, "numbers.py"),
        ("lovelaceada_LATE_12_345_numbers.py", "lovelaceada_12", 345, "numbers.py"),
        ("de_la_cruz_12_345_my_numbers.py", "de_la_cruz_12", 345, "my_numbers.py"),
        ("team_1_2_12_345_numbers.py", "team_1_2_12", 345, "numbers.py"),
        ("late_12_345_numbers.py", "late_12", 345, "numbers.py"),
        ("anon_aB3xY_345_numbers.py", "anon_aB3xY", 345, "numbers.py"),
        ("LATE_anon_aB3xY_345_numbers.py", "anon_aB3xY", 345, "numbers.py"),
        ("李小龙_12_345_words.py", "李小龙_12", 345, "words.py"),
        ("ada_12_text.html", "ada_12", 0, ""),
        ("ada_LATE_12_link.html", "ada_12", 0, ""),
    ],
)
def test_a_name_of_canvas(name, student, attachment, file):
    """A name is read from the right: the student with the user's id, the attachment's id, the student's file."""
    assert canvas.parse(name) == canvas.Name(student, attachment, file)


@pytest.mark.parametrize("name", ["numbers.py", "ada_numbers.py", "ada_12_numbers.py", "ada_x_y_numbers.py", "12.zip"])
def test_no_name_of_canvas(name):
    """Other names are none of Canvas's."""
    assert canvas.parse(name) is None


def test_the_latest_attempt_on_canvas(folder, zipped, find, texts):
    """Of several attempts the one with the highest attachment id is graded, file or zip; the others are listed."""
    zipped({"basics/numbers.py": "3"}, "class/ada_1_30_again.zip")
    found = find(folder({"ada_1_10_numbers.py": "1", "ada_LATE_1_20_numbers-1.py": "2", "bob_2_40_words-11.py": "4"}))
    assert texts(found) == {"ada_1": {"numbers": "3"}, "bob_2": {"words": "4"}}
    assert found.notes == [
        (
            "ada_1",
            "not read: an earlier attempt, ada_LATE_1_20_numbers-1.py; graded: ada_1_30_again.zip/basics/numbers.py",
        ),
        ("ada_1", "not read: an earlier attempt, ada_1_10_numbers.py; graded: ada_1_30_again.zip/basics/numbers.py"),
    ]


def test_what_canvas_has_beside_files(folder, find, texts):
    """A text entry leaves its student not started; a strange file and a folder are listed; no student is lost."""
    found = find(
        folder({"ada_1_text.html": "", "bob_2_3_essay.py": "", "eve_4_5_numbers.py": "1", "x.csv": "", "y/z": ""})
    )
    assert texts(found) == {"ada_1": {}, "bob_2": {}, "eve_4": {"numbers": "1"}}
    assert [name for name, _ in found.notes] == ["x.csv", "y", "ada_1_text.html", "bob_2"]


def test_nobody_passes_as_another_on_canvas(folder, find, texts):
    """Whatever students call their files, or themselves, nobody's file is graded as another's."""
    found = find(
        folder(
            {
                "ada_1_10_numbers.py": "ada's",
                "mallory_2_11_x_1_99_numbers.py": "mallory's file is called x_1_99_numbers.py",
                "ada_1_99_numbers_3_12_numbers.py": "its owner calls himself ada_1_99_numbers",
            }
        )
    )
    assert texts(found)["ada_1"] == {"numbers": "ada's"}
    assert len(found.submissions) == 3
    assert sum("two ways" in why for _, why in found.notes) == 2


def test_a_name_of_another_platform_does_not_turn_the_class(folder, find):
    """One student's odd file name does not make the class be read as another platform's."""
    names = ["ada_1_10_numbers.py", "bob_2_11_numbers.py", "eve_3_12_x_5_assignsubmission_file_numbers.py"]
    assert find(folder(dict.fromkeys(names, "1"))).layout == "a Canvas download"
    names = ["Ada_1_assignsubmission_file_numbers.py", "Eve_2_assignsubmission_file_3_4_numbers.py"]
    assert find(folder(dict.fromkeys(names, "1"), "moodle")).layout == "a Moodle download"


# ---- Moodle


def test_a_zip_on_moodle(zipped, find, texts):
    """A zip in a student's folder of a Moodle zip is looked into; a student with a text only has not started."""
    inner = zipped({"hw/numbers.py": "1"}, "inner.zip").read_bytes()
    found = find(
        zipped({"Ada L_1_assignsubmission_file/hw.zip": inner, "Bob_2_assignsubmission_onlinetext/onlinetext.html": ""})
    )
    assert texts(found) == {"Ada L_1": {"numbers": "1"}, "Bob_2": {}}
    assert found.notes == [("Bob_2_assignsubmission_onlinetext", "not read: a text, not a file")]


def test_namesakes_on_moodle(folder, find, texts):
    """Two students of one name stay two, by their ids."""
    found = find(folder({f"Ada L_{n}_assignsubmission_file/numbers.py": str(n) for n in (1, 2)}))
    assert texts(found) == {"Ada L_1": {"numbers": "1"}, "Ada L_2": {"numbers": "2"}}


# ---- Gradescope


def metadata(**folders: tuple[list[dict[str, object]], str]) -> str:
    """Return the metadata of submissions, each with its submitters and its time."""
    return "".join(
        f"{name}:\n  :submitters: {[{f':{key}': value for key, value in person.items()} for person in people]}\n"
        f"  :created_at: {when}\n"
        for name, (people, when) in folders.items()
    )


def test_who_is_who_on_gradescope(folder, find, texts):
    """A submitter is known by email, else by student number; a submission that names nobody keeps its folder's name."""
    text = metadata(
        s_1=([{"name": "Ada", "sid": "1", "email": "ada@x.edu"}], "2026-01-01"),
        s_2=([{"name": "Bob", "sid": 22}], "2026-01-01"),
        s_3=([], "2026-01-01"),
        s_4=([{"email": "eve@x.edu"}], "2026-01-01"),
    )
    found = find(folder({"submission_metadata.yml": text, **{f"s_{n}/numbers.py": str(n) for n in (1, 2, 3, 5)}}))
    assert texts(found) == {
        "22": {"numbers": "2"},
        "ada@x.edu": {"numbers": "1"},
        "eve@x.edu": {},
        "s_3": {"numbers": "3"},
    }
    assert [name for name, _ in found.notes] == ["s_5", "eve@x.edu", "s_3"]


def test_the_latest_attempt_on_gradescope(folder, find, texts):
    """Of two submissions of one student, alone or in a group, the later one is graded and the other listed."""
    ada, bob = {"email": "ada@x.edu"}, {"email": "bob@x.edu"}
    text = metadata(
        s_1=([ada, bob], "2026-01-02 10:00:00.5 Z"),
        s_2=([ada], "2026-01-01 10:00:00 Z"),
        s_3=([bob], "2026-02-01 09:00:00 Z"),
    )
    found = find(folder({"submission_metadata.yml": text, **{f"s_{n}/numbers.py": str(n) for n in (1, 2, 3)}}))
    assert texts(found) == {"ada@x.edu": {"numbers": "1"}, "bob@x.edu": {"numbers": "3"}}
    assert found.notes == [
        ("ada@x.edu", "not read: s_2; s_1 is later"),
        ("bob@x.edu", "not read: s_1; s_3 is later"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "[1, 2]", "a: [", "a: !!python/object/apply:os.system ['true']", "a: \xff", "a: 2026-99-99", "[" * 100_000],
)
def test_damaged_metadata(folder, find, text):
    """Metadata that cannot be read is an error that names the file; nothing in it is run."""
    with pytest.raises(CourseError, match=r"Cannot read submission_metadata|not that of a Gradescope"):
        find(folder({"submission_metadata.yml": text.encode("latin-1"), "submission_1/numbers.py": "1"}))


def test_metadata_that_would_grow_without_end(folder, find):
    """Aliases that multiply in the metadata are not written out."""
    lines = ["x0: &x0 [a, a, a, a, a, a, a, a, a, a]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, 12)]
    text = "\n".join([*lines, "s_1: {':submitters': [{':email': *x11, ':sid': '7'}]}"])
    found = find(folder({"submission_metadata.yml": text, "s_1/numbers.py": "1"}))
    assert "7" in [submission.student for submission in found.submissions]


def test_gradescope_without_pyyaml(folder, find, monkeypatch):
    """Where PyYAML is missing, the error says so and what to install."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(CourseError, match="pip install pyyaml"):
        find(folder(LAYOUTS["a Gradescope export"][0]))


# ---- nothing there, and nothing twice


def test_no_class_at_all(folder, zipped, find, tmp_path):
    """What cannot be read, or holds no student, is an error that says what is expected."""
    with pytest.raises(CourseError, match="missing"):
        find(tmp_path / "nowhere")
    with pytest.raises(CourseError, match=r"numbers.py is not a zip.*Give a folder"):
        find(folder({"numbers.py": "1"}) / "numbers.py")
    with pytest.raises(CourseError, match="There is no student's folder"):
        find(folder({"notes.txt": ""}, "empty"))
    with pytest.raises(CourseError, match="There is no student's folder"):
        find(zipped({}))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_again(folder, find, layout):
    """A second look gives the same students in the same order, and the same notes."""
    place = folder(LAYOUTS[layout][0])
    first, second = find(place), find(place)
    assert [s.student for s in first.submissions] == [s.student for s in second.submissions]
    assert first.notes == second.notes


def test_a_class_does_not_lie_in_memory(zipped, find):
    """Files are read when they are asked for, one at a time: finding and reading a class of 60 MB takes a few MB."""
    inner = zipped({"numbers.py": "# " + "x" * 999_000}, "inner.zip", zipfile.ZIP_STORED).read_bytes()
    members = {f"s{n}_{n}_{n}_hw.zip": inner for n in range(60)}
    path = zipped(members)
    tracemalloc.start()
    try:
        for submission in find(path).submissions:
            assert not isinstance(submission.files["numbers"].read(), Unreadable)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


# ---- the file system


@pytest.fixture
def secret(tmp_path):
    """A file outside the class that nobody's submission may bring in."""
    path = tmp_path / "secret.py"
    path.write_text("the answer = 42")
    return path


def test_links_are_not_followed(folder, find, texts, secret):
    """A link for a student, a week or a file is listed and not followed, wherever it points."""
    place = folder({"ada/words.py": "1", "bob/numbers.py": "2", "eve/x.txt": ""})
    (place / "mallory").symlink_to(place / "bob")
    (place / "ada" / "numbers.py").symlink_to(secret)
    (place / "eve" / "basics").symlink_to(place / "bob")
    (place / "class.zip").symlink_to(secret)
    found = find(place)
    why = "numbers.py is a link; hand in the file itself."
    assert texts(found)["ada"] == {"numbers": why, "words": "1"}
    for student, link in (("eve", "basics"), ("mallory", "mallory")):
        assert set(texts(found)[student].values()) == {f"{link} is a link; hand in the folder itself."}
    assert ("mallory", "not read: mallory is a link; hand in the folder itself.") in found.notes
    assert ("ada", f"numbers.py: {why}") in found.notes
    assert ("eve", "not followed: basics is a link; hand in the folder itself.") in found.notes
    assert not any("42" in text for of in texts(found).values() for text in of.values())


def test_a_hard_link_is_read(folder, find, texts):
    """A link that one student makes to another's file costs neither of them a point, and nothing is noted."""
    place = folder({"ada/numbers.py": "ada's", "mallory/words.py": "1"})
    os.link(place / "ada" / "numbers.py", place / "mallory" / "numbers.py")
    found = find(place)
    assert texts(found) == {"ada": {"numbers": "ada's"}, "mallory": {"numbers": "ada's", "words": "1"}}
    assert found.notes == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_opened(folder, find_class, texts):
    """A pipe in a file's or a zip's place is not opened, so nothing waits for it."""
    place = folder({"ada/words.py": "1"})
    os.mkfifo(place / "ada" / "numbers.py")
    os.mkfifo(place / "bob.zip")
    found = find_class(place)
    assert texts(found)["ada"]["numbers"] == "numbers.py is no regular file."
    assert texts(found)["bob"]["numbers"] == "bob.zip is no regular file."


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system cannot refuse links when it opens")
def test_a_file_that_becomes_a_link_meanwhile(folder, secret, monkeypatch):
    """A file that is swapped for a link, or a pipe, after the first look is not read either."""
    path = folder({"numbers.py": "1"}) / "numbers.py"
    really = os.open
    for become, why in (
        (lambda: path.symlink_to(secret), "is a link"),
        (lambda: os.mkfifo(path), "no regular file"),
    ):

        def swap(place, *arguments, become=become, **more):
            path.unlink()
            become()
            return really(place, *arguments, **more)

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", swap)
            source = read_source(path, follow=False)
        assert isinstance(source, Unreadable)
        assert why in source.why
        path.unlink()
        path.write_text("1")


def test_a_folder_and_a_giant_in_a_files_place(folder, find, texts):
    """A folder called numbers.py and a file of a terabyte are not read, and listed."""
    place = folder({"ada/numbers.py/x.txt": "", "bob/numbers.py": ""})
    with (place / "bob" / "numbers.py").open("wb") as file:
        file.truncate(1 << 40)
    found = find(place)
    assert "is a folder" in texts(found)["ada"]["numbers"]
    assert "at most 1048576 are read" in texts(found)["bob"]["numbers"]
    assert [name for name, _ in found.notes] == ["ada", "bob"]
