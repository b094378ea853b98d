"""Load the course's tables, and prepare them for training.

What each table holds, and where it comes from, is in `README.md` beside this file.

>>> from dlcourse.datasets.tables import load, standardise, stratified_split
>>> iris = load("iris")
>>> train, test = stratified_split(iris.y, test_share=1 / 3, seed=0)
>>> X_train, X_test = standardise(iris.X[train], iris.X[test])
>>> X_train.shape, X_test.shape
((99, 4), (51, 4))
"""

import csv
import difflib
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IndexArray = NDArray[np.int64]

SPLIT_COLUMN: Final = "split"

TABLES: Final[Mapping[str, type[np.float32] | type[np.int64]]] = MappingProxyType(
    {
        "diabetes": np.float32,
        "iris": np.int64,
        "salaries_europe": np.float32,
        "salaries_us": np.float32,
    }
)
"""The name of every table and the dtype of its target: int64 for class labels."""


class UnknownTableError(KeyError):
    """There is no table of that name."""

    def __str__(self) -> str:
        # KeyError shows the repr of its message, quotes and all.
        return str(self.args[0])


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table in memory. Its arrays are the caller's own: changing them changes no other table."""

    X: FloatArray
    """The features, (N, F) float32."""
    y: NDArray[Any]
    """The target, (N,): float32, or int64 class labels from 0. `TABLES` says which."""
    columns: tuple[str, ...]
    """The names of the F features."""
    target: str
    """The name of the target."""
    split: NDArray[np.str_] | None = None
    """For each row the part it belongs to, (N,), as "train" or "test"; None where the file fixes no split."""

    def part(self, name: str) -> "Table":
        """Return the rows of the part `name`, in the order of the file.

        Raises ValueError if the table has no such part.
        """
        parts = [] if self.split is None else sorted(set(self.split.tolist()))
        if self.split is None or name not in parts:
            has = f"it has {' and '.join(parts)}" if parts else "its file fixes no split; use split()"
            raise ValueError(f"the table of {self.target} has no part {name!r}: {has}")
        rows = self.split == name
        return replace(self, X=self.X[rows], y=self.y[rows], split=self.split[rows])


def load(name: str) -> Table:
    """Read a table of the course; `TABLES` has the names.

    Raises UnknownTableError, a KeyError, for any other name.
    """
    if name not in TABLES:
        nearest = difflib.get_close_matches(name, TABLES, n=1, cutoff=0.4)
        guess = f" Did you mean {nearest[0]!r}?" if nearest else ""
        raise UnknownTableError(f"There is no table {name!r}.{guess} The tables are: {', '.join(TABLES)}.")
    with gzip.open(Path(__file__).with_name(f"{name}.csv.gz"), "rt", encoding="ascii", newline="") as file:
        header, *rows = csv.reader(file)
    split = None
    if header[0] == SPLIT_COLUMN:
        split = np.array([row[0] for row in rows])
        header, rows = header[1:], [row[1:] for row in rows]
    values = np.array(rows, dtype=np.float64)
    return Table(
        X=values[:, :-1].astype(np.float32),
        y=values[:, -1].astype(TABLES[name]),
        columns=tuple(header[:-1]),
        target=header[-1],
        split=split,
    )


def standardise(train: NDArray[Any], *others: NDArray[Any]) -> tuple[FloatArray, ...]:
    """Subtract the column means of `train` and divide by its standard deviations, in all the arrays.

    `train` is (N, F) or (N,), the others (M, F) or (M,) likewise; the results are float32, new, and in the
    same order. The deviation is the population's (divided by N). A constant column becomes 0 in `train`.

    Raises ValueError if `train` has no rows, or if another array does not have its columns: (N, 1) and (N,)
    would otherwise broadcast to (N, N).
    """
    if len(train) == 0:
        raise ValueError("cannot standardise by an array without rows")
    for array in others:
        if array.shape[1:] != train.shape[1:]:
            raise ValueError(f"arrays of the shapes {train.shape} and {array.shape} have different columns")
    mean = train.mean(axis=0, dtype=np.float64)
    deviation = train.std(axis=0, dtype=np.float64)
    scale = np.where(deviation > 0, deviation, 1.0)
    return tuple(((array - mean) / scale).astype(np.float32) for array in (train, *others))


def split(rows: int, test_share: float, seed: int) -> tuple[IndexArray, IndexArray]:
    """Divide the row numbers 0 to `rows` - 1 at random into train and test, both int64.

    The test part has `test_share` of the rows, rounded. Equal arguments give equal parts.

    Raises ValueError if a part would be empty.
    """
    return _divide([np.arange(rows)], test_share, seed)


def stratified_split(labels: NDArray[Any], test_share: float, seed: int) -> tuple[IndexArray, IndexArray]:
    """Divide the row numbers like `split`, class by class, so that both parts have the same mix of classes.

    `labels` is (N,); `test_share` is rounded within each class. The classes come back shuffled together.

    Raises ValueError if a class would have no row in one of the parts.
    """
    return _divide([np.flatnonzero(labels == label) for label in np.unique(labels)], test_share, seed)


def _divide(groups: list[IndexArray], test_share: float, seed: int) -> tuple[IndexArray, IndexArray]:
    rng = np.random.default_rng(seed)
    train: list[IndexArray] = []
    test: list[IndexArray] = []
    for group in groups:
        cut = round(len(group) * test_share)
        if not 0 < cut < len(group):
            raise ValueError(f"a test share of {test_share} of {len(group)} rows leaves a part empty")
        mixed = rng.permutation(group)
        test.append(mixed[:cut])
        train.append(mixed[cut:])
    return rng.permutation(np.concatenate(train)), rng.permutation(np.concatenate(test))
