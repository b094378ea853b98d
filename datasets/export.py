"""Make the files of this folder again, or check that they are what this script makes (`--check`).

For development only: it needs scikit-learn, which students do not have.

    python -P datasets/export.py
    python -P datasets/export.py --check

`-P` keeps this folder off `sys.path`. `--check` changes nothing. It exits with 1 if a file is missing, differs, is not
made by this script, or does not have the checksum in `tables.py`.
"""

import argparse
import gzip
import importlib
import io
import sys
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dlcourse.datasets import salaries
from dlcourse.datasets.tables import CHECKSUMS, SPLIT_COLUMN, checksum

SUFFIX = ".csv.gz"


def make_texts() -> dict[str, str]:
    """Return the text of every file, by table name."""
    # By name, because scikit-learn has no type information: an import statement would need an exemption for mypy.
    sklearn: Any = importlib.import_module("sklearn.datasets")
    iris, wine = sklearn.load_iris(), sklearn.load_wine()
    cancer, digits = sklearn.load_breast_cancer(), sklearn.load_digits()
    diabetes = sklearn.load_diabetes(scaled=False)
    train, test = salaries.europe()
    return {
        "iris": _export(iris, ["sepal_length", "sepal_width", "petal_length", "petal_width"], "species"),
        "wine": _export(wine, [name.replace("/", "_") for name in wine.feature_names], "cultivar"),
        "breast_cancer": _export(cancer, [name.replace(" ", "_") for name in cancer.feature_names], "diagnosis"),
        "digits": _export(digits, digits.feature_names, "digit"),
        "diabetes": _export(diabetes, diabetes.feature_names, "progression"),
        "salaries_us": _csv(salaries.COLUMNS, salaries.us()),
        "salaries_europe": _csv(
            [SPLIT_COLUMN, *salaries.COLUMNS],
            [["train", *row] for row in train] + [["test", *row] for row in test],
        ),
    }


def pack(text: str) -> bytes:
    """Compress a text the same way every time: no file name and no time in the header."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(text.encode("ascii"))
    return buffer.getvalue()


def find_differences(texts: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what is wrong with the files in `folder`, or with the checksums in tables.py, by file name.

    It compares the texts, because the compressed bytes of one text differ between zlib and zlib-ng.
    """
    wrong: dict[str, str] = {}
    for name, text in texts.items():
        path = folder / f"{name}{SUFFIX}"
        if not path.exists():
            wrong[path.name] = "missing"
        elif _read(path) != text:
            wrong[path.name] = "differs"
        elif checksum(text) != CHECKSUMS.get(name):
            wrong[path.name] = f"its checksum in tables.py must be {checksum(text)}"
    known = {f"{name}{SUFFIX}" for name in texts}
    strays = {path.name for path in folder.glob(f"*{SUFFIX}")} - known
    return wrong | dict.fromkeys(sorted(strays), "not made by this script")


def main(arguments: Sequence[str] | None = None, folder: Path = Path(__file__).parent) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Make the course's data files again.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a file differs")
    options = parser.parse_args(arguments)
    texts = make_texts()
    wrong = find_differences(texts, folder)
    if not options.check:
        # A file whose text is right stays as it is: its compressed bytes may come from another zlib.
        for name in texts:
            path = folder / f"{name}{SUFFIX}"
            if wrong.get(path.name) in ("missing", "differs"):
                path.write_bytes(pack(texts[name]))
                print(f"wrote {path.name}")
        wrong = find_differences(texts, folder)
    for file_name, reason in wrong.items():
        print(f"{folder / file_name}: {reason}", file=sys.stderr)
    if wrong:
        hint = (
            "make the files again with: python -P datasets/export.py"
            if options.check
            else "delete the files that this script does not make, and put the checksums into tables.py"
        )
        print(hint, file=sys.stderr)
        return 1
    print(f"{len(texts)} files are up to date")
    return 0


def _read(path: Path) -> str | None:
    try:
        return gzip.decompress(path.read_bytes()).decode("ascii")
    except (OSError, EOFError, zlib.error, ValueError):  # not gzip, cut short, damaged, not ASCII
        return None


def _export(bunch: Any, columns: Sequence[str], target: str) -> str:
    """Return the text of one of scikit-learn's data sets, the target last."""
    rows = ([*features, value] for features, value in zip(bunch.data, bunch.target, strict=True))
    return _csv([*columns, target], rows)


def _csv(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    lines = [",".join(header), *(",".join(_cell(value) for value in row) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    # The shortest text that reads back as the same float64; whole numbers without ".0".
    return value if isinstance(value, str) else repr(float(value)).removesuffix(".0")


if __name__ == "__main__":
    sys.exit(main())
