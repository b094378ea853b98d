"""How the quiz is asked. Answers leave as salted hashes of their plain form, so the keys of students hold no answer.

The evidence of each probe says whether the value has the form of an answer, and if so, its hash.
"""

import hashlib
import re
import unicodedata

from dlcourse.graders.authoring import probe


def salt(rng):
    return {"salt": rng.bytes(16).hex()}


def words(answer):
    """Return the words and whole numbers of an answer, in lower case. The answer is a text, a number, or a collection of these."""
    if isinstance(answer, list | tuple | set | frozenset):
        return [word for part in answer for word in words(part)]
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    if isinstance(answer, bool) or not isinstance(answer, int | str):
        return []
    text = unicodedata.normalize("NFKC", str(answer)).lower().replace("\N{MINUS SIGN}", "-")
    text = re.sub(r"(?<=-) +(?=\d)|(?<=\d)\.0+\b|\band\b", "", text)
    return re.findall(r"[a-z]+|-?\d+", text)


def evidence(plain, salt):
    """plain: the answer in its plain form, empty if it is not an answer."""
    hashed = hashlib.sha256(f"{salt}:{plain}".encode()).hexdigest()
    return {"is an answer": plain != "", "hash": hashed if plain else ""}


def letter(answer, choices):
    """Return the one letter of the answer, if it is one of the choices; if not, an empty text."""
    said = "".join(words(answer))
    return said if re.fullmatch(f"[{choices}]", said) else ""


@probe(inputs=salt)
def signs(student, salt):
    digits = re.sub(r"\D", "", "".join(words(student.slope_signs())))
    return evidence(digits if sorted(digits) == ["1", "2", "3", "4"] else "", salt)


@probe(inputs=salt)
def steepest(student, salt):
    return evidence(letter(student.steepest_line(), "abcd"), salt)


@probe(inputs=salt)
def square(student, salt):
    numbers = [word for word in words(student.slope_of_the_square()) if not word.isalpha()]
    return evidence(str(int(numbers[0])) if len(numbers) == 1 and len(numbers[0]) < 10 else "", salt)


@probe(inputs=salt)
def sine(student, salt):
    return evidence(letter(student.derivative_of_the_sine(), "abcde"), salt)
