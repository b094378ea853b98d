"""Load the course's tables, and prepare them for training.

`README.md` beside this file says what each table holds and where it comes from.

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
import hashlib
import zlib
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
        "breast_cancer": np.int64,
        "diabetes": np.float32,
        "digits": np.int64,
        "iris": np.int64,
        "salaries_europe": np.float32,
        "salaries_us": np.float32,
        "wine": np.int64,
    }
)
"""The name of every table and the dtype of its target: int64 for class labels. The features X are float32.

- `breast_cancer`: X (569, 30), measured on images of cell nuclei, in units that the source does not name;
  y 0 malignant (212), 1 benign (357).
- `diabetes`: X (442, 10), in their own units (years, mg/dl and so on); y from 25 to 346, without a unit.
- `digits`: X (1797, 64), images of 8x8 pixels row by row, each a count of ink from 0 to 16; y 0 to 9, the digit,
  174 to 183 of each.
- `iris`: X (150, 4), in cm; y 0, 1 and 2, 50 of each.
- `salaries_europe`, `salaries_us`: X (360, 4) and (1500, 4), codes without a unit; y in US dollars a year. Synthetic.
- `wine`: X (178, 13), chemical analyses, in units that the source does not name; y 0 (59), 1 (71) and 2 (48).
"""

CHECKSUMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "breast_cancer": "1f573a6153eb57b183b3bb3e49cc79e0f37e5e105d8337f9c7eb75b5fb04d347",
        "diabetes": "9193026b7622ff944f0a6855a10107b24caf50dad69787c46e6890e69c27faca",
        "digits": "592cc047d0a1cc7fdef9fd724514209dcb45a80aa147dc3ab375e3e1a9a380f4",
        "iris": "17e9e19553ed7fa1ebb8b5b4d9d3536da813ebacaf446aff895742dff04087c3",
        "salaries_europe": "e7605fdd461100c8f93406582ed2919a18f1cf94b065b43b7ecd54b635702445",
        "salaries_us": "dc0aff1fb4e07c85c98d5af3bfa4b682bb1939e915ad809ae989dcd466194bb5",
        "wine": "1c03cbe47141f544075233e4d94488e7d1ad327891d8c4e1b3619317fabd988a",
    }
)
"""The SHA-256 of every table's text (not of the compressed bytes: those differ between zlib and zlib-ng)."""


class UnknownTableError(KeyError):
    """There is no table of that name."""

    def __str__(self) -> str:
        # KeyError shows the repr of its message, quotes and all.
        return str(self.args[0])


class DamagedTableError(Exception):
    """The file of a table is missing, cannot be read, or has been changed."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The table {name!r} cannot be used: its file {name}.csv.gz {reason}. Install the course again"
            " (pip install --force-reinstall dlcourse); in a clone, get the file back"
            f" (git checkout -- datasets/{name}.csv.gz)."
        )


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table in memory. Changing its arrays changes no other table."""

    X: FloatArray
    """The features, (N, F) float32."""
    y: NDArray[Any]
    """The target, (N,): float32, or int64 class labels from 0. `TABLES` says which."""
    columns: tuple[str, ...]
    """The names of the F features."""
    target: str
    """The name of the target."""
    split: NDArray[np.str_] | None = None
    """For each row the part it belongs to, (N,), as "train" or "test"; None if the file fixes no split."""

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

    Raises UnknownTableError, a KeyError, for any other name, and DamagedTableError if its file is missing, cannot be read,
    or has been changed.
    """
    if name not in TABLES:
        nearest = difflib.get_close_matches(name, TABLES, n=1, cutoff=0.4)
        guess = f" Did you mean {nearest[0]!r}?" if nearest else ""
        raise UnknownTableError(f"There is no table {name!r}.{guess} The tables are: {', '.join(TABLES)}.")
    header, *rows = csv.reader(_read(name).splitlines())
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


def checksum(text: str) -> str:
    """Return the SHA-256 of a table's text, as `CHECKSUMS` has it."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


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


def _read(name: str) -> str:
    """Return the text of a table's file; DamagedTableError if it is not the text of `CHECKSUMS`."""
    try:
        text = gzip.decompress(Path(__file__).with_name(f"{name}.csv.gz").read_bytes()).decode("ascii")
    except FileNotFoundError as error:
        raise DamagedTableError(name, "is missing") from error
    except (OSError, EOFError, zlib.error, ValueError) as error:  # no right to read, not gzip, cut short, not ASCII
        raise DamagedTableError(name, f"cannot be read ({error})") from error
    if checksum(text) != CHECKSUMS[name]:
        raise DamagedTableError(name, "has been changed")
    return text


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
