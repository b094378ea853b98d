"""The cause of a common error: one line in plain words for the exceptions that beginners meet most.

`torch_errors` and `python_errors` are the tables, and `rows` says what a row is. An error that a new PyTorch words
differently is shown as it is, without a cause. The tests raise the common ones for real.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from dlcourse.graders.engine.evidence.evidence import Failure
from dlcourse.graders.engine.judge.rows import Row
from dlcourse.graders.engine.text import one_line

MAX_MATCHED: Final = 600  # characters of an exception's text that are matched
MAX_CAUSE: Final = 200
PLACEHOLDER: Final = re.compile(r"<([nsdwcot]\d?)>")
NO_DIMENSIONS: Final = "() (a single number)"
PATTERNS: Final = {
    "n": r"-?\d{1,18}",
    "s": r"[\d, x*-]{0,60}",
    "d": r"[\w.: ]{1,30}",
    "w": r"[\w.-]{1,80}",
    "c": r"[A-Z][\w]{0,80}",
    "o": r"[^:']{1,16}",
    "t": r".{0,200}?",
}
DTYPES: Final = {
    "Float": "float32", "Double": "float64", "Half": "float16", "Long": "int64", "Int": "int32", "Short": "int16",
    "Char": "int8", "Byte": "uint8", "Bool": "bool", "BFloat16": "bfloat16", "ComplexFloat": "complex64",
    "float": "float32", "double": "float64", "long int": "int64", "long": "int64", "int": "int32", "long long": "int64",
    "short": "int16", "signed char": "int8", "unsigned char": "uint8", "c10::Half": "float16", "c10::BFloat16": "bfloat16",
}  # fmt: skip


def cause_of(failure: Failure) -> str:
    """Return the cause of an exception in one line; empty if we have no better words than its own.

    An error while the file is imported (`place` "import") has causes of its own before the common ones. If the probe used the
    value and not the student (`place` "probe"), only causes that are about the value itself count; if
    it called the student's code (`place` "call"), only those that are about a method's signature.
    """
    text = " ".join(failure.text[:MAX_MATCHED].split())
    for row in rows_by_error(failure.place if failure.place in ("probe", "call", "import") else "student").get(
        failure.type, ()
    ):
        for template in row.all_texts:
            if (found := _match(template, text)) is not None:
                parts = {name: _as_students_write(name, part) for name, part in found.groupdict().items()}
                if any(_holds(failure.code, code, parts) for code in row.all_code):
                    return one_line(_with_an(row.cause.format(**parts)), MAX_CAUSE)
    return ""


@functools.cache
def rows_by_error(place: str = "student") -> dict[str, list[Row]]:
    """Return the rows of each type of exception that count for a failure of this place, in order."""
    from dlcourse.graders.engine.judge import python_errors, torch_errors  # noqa: PLC0415  only an error needs them

    tables: dict[str, tuple[Row, ...]] = {
        "student": (*torch_errors.ROWS, *python_errors.ROWS),
        "import": (*python_errors.IMPORTING, *torch_errors.ROWS, *python_errors.ROWS),
        "call": python_errors.METHODS,
        "probe": (*python_errors.RETURNED, *torch_errors.AUTOGRAD, *torch_errors.SEEDS),
    }
    found: dict[str, list[Row]] = {}
    for row in tables[place]:
        for error in row.all_errors:
            found.setdefault(error.__name__, []).append(row)
    return found


def _match(template: str, text: str) -> re.Match[str] | None:
    """Match the start of a text. The pattern is compiled only if the text holds all literal parts of the template."""
    literal = _parts(template)[::2]
    if not text.startswith(literal[0]) or not all(part in text for part in literal):
        return None
    return _pattern(template).match(text)


def _holds(code: str, template: str, parts: dict[str, str]) -> bool:
    """Return whether the student's line holds a text. The text has parts of the error in it, or placeholders of its own."""
    line = f" {code[:MAX_MATCHED]}"
    return (
        _pattern(template).search(line) is not None
        if PLACEHOLDER.search(template)
        else template.format(**parts) in line
    )


@functools.cache
def _parts(template: str) -> list[str]:
    """Split a template: literal parts at even indices, the names of placeholders between them."""
    return PLACEHOLDER.split(template)


@functools.cache
def _pattern(template: str) -> re.Pattern[str]:
    """Compile a template. A placeholder that is there twice must match the same text both times."""
    parts: list[str] = []
    known: set[str] = set()
    for index, part in enumerate(_parts(template)):
        if index % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in known else f"(?P<{part}>{PATTERNS[part[0]]})")
            known.add(part)
    return re.compile("".join(parts))


def _as_students_write(placeholder: str, value: str) -> str:
    """Return a matched part as a student writes it: a shape as a tuple, a dtype by its name in torch."""
    if placeholder[0] == "s":
        sizes = [size.strip() for size in value.split(",") if size.strip()]
        return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})" if sizes else NO_DIMENSIONS
    if placeholder[0] == "d":
        plain = value.removeprefix("torch.").removesuffix("Tensor").removesuffix("Type")
        return DTYPES.get(plain, plain)
    last = value.rpartition(".")[2]
    return last if value.startswith("torch.") and last[:1].isupper() else value.rstrip(".")


def _with_an(sentence: str) -> str:
    """Return a sentence with "an" before a vowel: what follows "a" was matched."""
    return re.sub(r"\b([Aa]) (?=[aeioAEIO]\w)", r"\1n ", sentence)
