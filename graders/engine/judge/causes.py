"""Errors in words: for the exceptions that beginners meet most, one line on what is behind them, with their own numbers.

A row (in `torch_errors` and `python_errors`) names the exception's type, its text as PyTorch, NumPy or Python words it,
and the sentence that we say of it. The text is literal but for its placeholders, each of which matches one word, number,
shape or dtype of bounded length: a text comes from student code, so it must neither cost time nor bring sentences of its
own. What a new PyTorch words otherwise is shown as it is, without a cause; the tests provoke the common ones for real.

    <n…> a whole number    <s…> the sizes of a shape    <d…> a dtype    <w…> a name    <o…> an operator    <t…> a short text

A sentence speaks to the student, in one line: what does not fit, with their numbers, then a question or the next step.
It never gives an exercise's answer. A row can also ask for what must stand in the student's line, one of several texts,
in which what was matched may have its place. Where the grader and not the student used a value (`place` "probe"), only
what there is to say of the value itself counts.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.evidence.evidence import Failure
from dlcourse.graders.engine.text import one_line

MAX_MATCHED: Final = 600  # characters of an exception's text that are looked at
MAX_SAID: Final = 200
KINDS: Final = {
    "n": r"-?\d{1,18}",
    "s": r"[\d, x*-]{0,60}",
    "d": r"[\w.: ]{1,30}",
    "w": r"[\w.-]{1,80}",
    "o": r"[^:']{1,16}",
    "t": r".{0,200}?",
}
DTYPES: Final = {
    "Float": "float32", "Double": "float64", "Half": "float16", "Long": "int64", "Int": "int32", "Short": "int16",
    "Char": "int8", "Byte": "uint8", "Bool": "bool", "BFloat16": "bfloat16", "ComplexFloat": "complex64",
    "float": "float32", "double": "float64", "long int": "int64", "long": "int64", "int": "int32", "long long": "int64",
    "short": "int16", "signed char": "int8", "unsigned char": "uint8", "c10::Half": "float16", "c10::BFloat16": "bfloat16",
}  # fmt: skip


Texts = str | tuple[str, ...]
# types of exceptions, how the text may start, what we say of it, and what the student's line must hold for that
Row = tuple[str, Texts, str] | tuple[str, Texts, str, Texts]


@dataclass(frozen=True)
class Cause:
    """One row for one type of exception."""

    texts: tuple[str, ...]
    says: str
    code: tuple[str, ...] = ("",)


def cause_of(failure: Failure) -> str:
    """Return in one line what is behind an exception; empty where we have no better words than its own."""
    text = " ".join(failure.text[:MAX_MATCHED].split())
    for cause in causes(of_a_value=failure.place == "probe").get(failure.type, ()):
        for worded in cause.texts:
            if (found := _match(worded, text)) is not None:
                parts = {name: _shown(name, part) for name, part in found.groupdict().items()}
                if any(code.format(**parts) in f" {failure.code}" for code in cause.code):
                    said = cause.says.format(**parts)
                    return one_line(re.sub(r"\b([Aa]) (?=[aeioAEIO]\w)", r"\1n ", said), MAX_SAID)
    return ""


@functools.cache
def causes(*, of_a_value: bool = False) -> dict[str, list[Cause]]:
    """Return the rows by type of exception, in order; or only those on what a value is, whoever uses it."""
    from dlcourse.graders.engine.judge import python_errors, torch_errors  # noqa: PLC0415  only an error needs them

    rows = (*torch_errors.ROWS, *python_errors.ROWS)
    if of_a_value:
        rows = (*python_errors.RETURNED, *torch_errors.AUTOGRAD, *torch_errors.SEEDS)
    by_type: dict[str, list[Cause]] = {}
    for types, worded, says, *code in rows:
        for name in types.split():
            by_type.setdefault(name, []).append(Cause(_texts(worded), says, *map(_texts, code)))
    return by_type


def _texts(texts: Texts) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else texts


def _match(worded: str, text: str) -> re.Match[str] | None:
    """Match the start of a text; a pattern is compiled only for a text that holds all of its literal parts."""
    literal = _parts(worded)[::2]
    if not text.startswith(literal[0]) or not all(part in text for part in literal):
        return None
    return _pattern(worded).match(text)


@functools.cache
def _parts(worded: str) -> list[str]:
    """Split a text: literal parts at the even places, placeholders between them."""
    return re.split(r"<([nsdwot]\d?)>", worded)


@functools.cache
def _pattern(worded: str) -> re.Pattern[str]:
    """Compile a text with placeholders; one that is there twice stands for the same both times."""
    parts: list[str] = []
    known: set[str] = set()
    for number, part in enumerate(_parts(worded)):
        if number % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in known else f"(?P<{part}>{KINDS[part[0]]})")
            known.add(part)
    return re.compile("".join(parts))


def _shown(name: str, value: str) -> str:
    """Return what was matched as a student writes it: shapes as tuples, dtypes by their names in torch."""
    if name[0] == "s":
        sizes = [size.strip() for size in value.split(",") if size.strip()]
        return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"
    if name[0] == "d":
        plain = value.removeprefix("torch.").removesuffix("Tensor").removesuffix("Type")
        return DTYPES.get(plain, plain)
    last = value.rpartition(".")[2]
    return last if value.startswith("torch.") and last[:1].isupper() else value.rstrip(".")
