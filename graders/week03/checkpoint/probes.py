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
    """Return the words and numbers of an answer, in lower case. The answer is a text, a number, or a collection of
    these."""
    if hasattr(answer, "tolist"):  # NumPy and torch
        answer = answer.tolist()
    if isinstance(answer, list | tuple | set | frozenset):
        parts = [words(part) for part in (answer if isinstance(answer, list | tuple) else sorted(answer, key=str))]
        return [word for part in parts for word in part]
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    if isinstance(answer, bool) or not isinstance(answer, int | str):
        return []
    text = unicodedata.normalize("NFKC", str(answer)).lower()  # F₁ is F1
    return re.findall(r"[a-z]+|\d+", re.sub(r"\band\b|(?<=\d)\.0+\b", " ", text))


def evidence(answer, plain, salt):
    """plain: the answer in its plain form, empty if it is not an answer."""
    hashed = hashlib.sha256(f"{salt}:{plain}".encode()).hexdigest()
    return {"is None": answer is None, "is an answer": plain != "", "hash": hashed if plain else ""}


def order(answer, count):
    """Return the numbers of the answer as a text, in its order, if they are 1 to count, each once; if not, an empty
    text."""
    digits = "".join(words(answer))
    return digits if sorted(digits) == [str(number) for number in range(1, count + 1)] else ""


@probe(inputs=salt)
def lines_of_a_model(student, salt):
    answer = student.sequential_order()
    return evidence(answer, order(answer, 6), salt)


@probe(inputs=salt)
def statements(student, salt):
    answer = student.true_statements()
    letters = "".join(sorted(set("".join(words(answer)))))
    return evidence(answer, letters if re.fullmatch("[abcd]+", letters) else "", salt)


@probe(inputs=salt)
def parameters(student, salt):
    answer = student.parameter_count()
    said = words(answer)
    number = "".join(word for word in said if word not in ("parameter", "parameters", "params"))
    return evidence(answer, str(int(number)) if number.isdecimal() and len(number) < 10 else "", salt)


@probe(inputs=salt)
def steps_of_fine_tuning(student, salt):
    answer = student.fine_tuning_order()
    return evidence(answer, order(answer, 5), salt)


@probe(inputs=salt)
def metric(student, salt):
    answer = student.imbalanced_metric()
    said = words(answer)
    name = "".join(word for word in said if word not in ("the", "score", "measure", "metric"))
    return evidence(answer, name if name in ("accuracy", "precision", "recall", "f1") else "", salt)
