"""Ids of students: whatever they are called, safe as a folder's name, unique, and the same again."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.graders.engine.intake.names import MAX_BYTES, student_ids

PLAIN = [
    "ada",
    "Ada Lovelace_12",
    "ada@example.org",
    "李小龙_7",
    "José-María O'Neil",
    "x.y.z",
    "(group) 3",
    "a~b",
    "=1+1",
]
ODD = [
    "",
    ".",
    "..",
    "../x",
    "/etc",
    "a/b",
    "a\\b",
    "-rf",
    "--help",
    ".ssh",
    "~root",
    " ada",
    "ada ",
    "ada.",
    "a\nb",
    "a\0b",
    "a\x1b[2J",
]
ODD += [
    "a:b",
    "CON",
    "nul.txt",
    "com1",
    "a\u202eb",
    "a\u200bb",
    "\ud800",
    "x" * 300,
    "é" * 80,
    "ada~0123abcd",
    "\u3000",
    "___",
]


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_stays(name):
    """A name that can be a folder's is the id."""
    assert student_ids([name]) == {name: name}


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_an_odd_name_is_made_safe(name):
    """Another name gets a safe form with a hash of it, which depends on nothing else."""
    student = student_ids([name])[name]
    assert student != name
    assert re.fullmatch(r"[^-.~].*~[0-9a-f]{8}", student)
    assert student_ids(["ada", name, "bob"])[name] == student


@pytest.mark.parametrize(
    "names",
    [
        ["ada", "Ada", "ADA"],
        ["é", "e\u0301"],
        ["-x", "_x", "?x", ":x"],
        ["x" * 300, "x" * 301],
        ["straße", "STRASSE", "strasse"],
        ["fi", "ﬁ"],
        ["a/b", "a_b", "a\\b"],
    ],
    ids=ascii,
)
def test_names_that_would_be_one_folder(names):
    """Names that differ only in case, Unicode form or forbidden characters stay apart."""
    ids = student_ids(names)
    assert len({unicodedata.normalize("NFKC", student.casefold()) for student in ids.values()}) == len(names)


def test_a_clash_changes_only_who_must_change():
    """Of Ada and ada, ada stays; that others are there changes nothing for anybody."""
    ids = student_ids(["Ada", "ada", "Bob"])
    assert ids["ada"] == "ada"
    assert ids["Bob"] == "Bob"
    assert re.fullmatch("Ada~[0-9a-f]{8}", ids["Ada"])


def test_somebody_is_called_like_another_ones_id():
    """A name that was chosen to equal another student's safe form is not merged with it."""
    taken = student_ids(["-x"])["-x"]
    ids = student_ids(["-x", taken, taken.upper(), taken.replace("~", "～")])
    assert ids["-x"].startswith(taken)
    assert len({unicodedata.normalize("NFKC", student).casefold() for student in ids.values()}) == 4


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=()), max_size=120) | st.sampled_from(ODD + PLAIN), unique=True)
)
def test_any_names(names):
    """Any names give as many ids, each one a folder's name on every system, whatever their order."""
    ids = student_ids(names)
    assert ids == student_ids(reversed(names))
    assert len({unicodedata.normalize("NFKC", student).casefold() for student in ids.values()}) == len(names)
    for student in ids.values():
        assert 0 < len(student.encode()) <= MAX_BYTES
        assert student == student.strip()
        assert student[0] not in "-.~"
        assert not set(student) & set('<>:"/\\|?*')
        assert student.replace(" ", "").isprintable()
