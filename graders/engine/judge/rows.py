"""A row of the tables `python_errors` and `torch_errors`: an error in its own words, and its cause in ours.

The text of an error is literal except for placeholders. Each matches one part of bounded length, because a text comes
from student code: it must not cost time, and must not bring in sentences of its own.

    <n…> a whole number    <s…> the sizes of a shape    <d…> a dtype    <w…> a name    <c…> the name of a class
    <o…> an operator       <t…> a short text

The cause speaks to the student in one line. It says what is wrong, with their own numbers ({n1}, {s2}), and then asks a
question or names the next step. It never gives away an exercise's answer.
"""

from __future__ import annotations

from dataclasses import dataclass

ErrorType = type[Exception]


@dataclass(frozen=True)
class Row:
    """One cause. An error has it if its type, its text and the student's line match.

    errors: its type, or one of these types.
    texts: how its text begins, or one of several ways.
    cause: what the student reads.
    code: what the student's line must contain, or one of several texts. It can hold {w1}, or placeholders of its own.
    """

    errors: ErrorType | tuple[ErrorType, ...]
    texts: str | tuple[str, ...]
    cause: str
    code: str | tuple[str, ...] = ""

    @property
    def all_errors(self) -> tuple[ErrorType, ...]:
        return self.errors if isinstance(self.errors, tuple) else (self.errors,)

    @property
    def all_texts(self) -> tuple[str, ...]:
        return (self.texts,) if isinstance(self.texts, str) else self.texts

    @property
    def all_code(self) -> tuple[str, ...]:
        return (self.code,) if isinstance(self.code, str) else self.code
