"""What a student's file defines, read without running it."""

from __future__ import annotations

import pytest

from dlcourse.graders.engine.student.definitions import definition_digests, edited_names, leftover_raises
from dlcourse.graders.engine.untrusted import Unreadable

STUB = '''
def double(x):
    """Double it."""
    # TODO: your code here
    raise NotImplementedError("double")


class Net:
    def forward(self, x):
        given = 2
        # TODO: your code here
        raise NotImplementedError("Net.forward")
        return given


def both(x):
    first = 1
    # TODO: your code here
    raise NotImplementedError("both")
    second = 2
    # TODO: your code here
    raise NotImplementedError("both")
'''
DOUBLE = '    raise NotImplementedError("double")\n'
FORWARD = '        raise NotImplementedError("Net.forward")\n'
BOTH = '    raise NotImplementedError("both")\n'
TODO = "    # TODO: your code here\n"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("", "", ()),
        ("# TODO: your code here", "# TODO: think", ()),
        ('"""Double it."""', '"""Mine."""', ()),
        ("def double(x):", "def double(x, y=1):", ()),
        (DOUBLE, f"    pass\n{DOUBLE}", ()),
        (DOUBLE, f'    "later"\n{DOUBLE}', ()),
        (DOUBLE, f"    y = 2 * x\n{DOUBLE}", (6,)),
        (f"{TODO}{DOUBLE}", f"    y = 2 * x\n{TODO}{DOUBLE}", (6,)),
        (DOUBLE, f"{DOUBLE}    return 2 * x\n", (5,)),
        (DOUBLE, f"    for y in x:\n        z = y\n{DOUBLE}", (7,)),
        (DOUBLE, f"    for y in x:\n        z = y\n    {DOUBLE}", (7,)),
        (DOUBLE, f"    if x:\n    {DOUBLE}    return 2 * x\n", (6,)),
        (DOUBLE, f"    return 2 * x\n{DOUBLE}", ()),
        (DOUBLE, "    return 2 * x\n", ()),
        (DOUBLE, "    y = 2 * x\n    raise NotImplementedError\n", ()),
        (DOUBLE, f"{DOUBLE}\n\ndef double(x):\n    return 2 * x\n", ()),
        (DOUBLE, f"{DOUBLE}\n\ndef mine(x):\n    return 2 * x\n", ()),
        (FORWARD, f"        y = x\n{FORWARD}", (13,)),
        ("given = 2", "given = 3", (12,)),
        (f"    first = 1\n{TODO}{BOTH}", f"    first = 1\n{TODO}    mine = 2\n", ()),
        (f"{BOTH}    second", f"    mine = 2\n{BOTH}    second", (20,)),
        ("second = 2\n", "second = 2\n    mine = 3\n", ()),
        (DOUBLE, "    return (\n", ()),
    ],
)
def test_a_leftover_raise(old: str, new: str, lines: tuple[int, ...]) -> None:
    """It is found if there is code of the student beside it that Python reaches; a stub as handed out has none."""
    assert old in STUB
    assert leftover_raises(STUB.replace(old, new, 1).encode(), STUB.encode()) == lines


def test_what_cannot_be_read() -> None:
    """A file that cannot be read, or is no Python, has no definitions; warnings of Python are not printed."""
    for source in (Unreadable("gone"), b"def", b"\xef\xbb\xbf", b"(" * 10_000):
        assert definition_digests(source) == {}
        assert leftover_raises(source, STUB.encode()) == ()
    assert definition_digests(b"def f():\n    return '\\d' is 1\n").keys() == {"f"}


def test_what_was_edited() -> None:
    """Comments and blank lines are no edits; a new function, and a method that has changed, are."""
    before = definition_digests(STUB.encode())
    assert (
        edited_names(definition_digests(STUB.replace("TODO", "DONE").replace("\n\n", "\n\n\n").encode()), before) == ()
    )
    after = definition_digests((STUB.replace("given = 2", "given = 3") + "\n\ndef mine():\n    pass\n").encode())
    assert edited_names(after, before) == ("Net", "mine")
