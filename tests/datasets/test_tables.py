import gzip
import subprocess
import sys
import warnings
from importlib.metadata import packages_distributions
from pathlib import Path

import numpy as np
import pytest

from dlcourse.datasets import tables
from dlcourse.datasets.tables import (
    CHECKSUMS,
    TABLES,
    DamagedTableError,
    UnknownTableError,
    load,
    split,
    standardise,
    stratified_split,
)


@pytest.mark.parametrize(
    ("name", "rows", "columns", "target", "dtype"),
    [
        ("iris", 150, 4, "species", np.int64),
        ("wine", 178, 13, "cultivar", np.int64),
        ("breast_cancer", 569, 30, "diagnosis", np.int64),
        ("digits", 1797, 64, "digit", np.int64),
        ("diabetes", 442, 10, "progression", np.float32),
        ("salaries_us", 1500, 4, "salary_in_usd", np.float32),
        ("salaries_europe", 360, 4, "salary_in_usd", np.float32),
    ],
)
def test_shape_and_dtype(name: str, rows: int, columns: int, target: str, dtype: type[np.generic]) -> None:
    """Every table has finite float32 features, one target per row, and a name per feature."""
    table = load(name)
    assert table.X.shape == (rows, columns)
    assert table.y.shape == (rows,)
    assert table.X.dtype == np.float32
    assert table.y.dtype == dtype
    assert len(table.columns) == columns
    assert table.target == target
    assert target not in table.columns
    assert np.isfinite(table.X).all()
    assert np.isfinite(table.y).all()


def test_every_file_is_a_table() -> None:
    """The names in TABLES are exactly the data files of the folder."""
    folder = Path(tables.__file__).parent
    assert {path.name.removesuffix(".csv.gz") for path in folder.glob("*.csv.gz")} == set(TABLES) == set(CHECKSUMS)


def test_files_carry_no_time_and_no_name() -> None:
    """The gzip headers are empty, so the same text gives the same file."""
    for name in TABLES:
        header = (Path(tables.__file__).parent / f"{name}.csv.gz").read_bytes()[:8]
        assert header == b"\x1f\x8b\x08" + bytes(5)


def test_iris_has_fifty_flowers_of_each_species() -> None:
    """The iris labels are 0, 1 and 2, fifty times each, and the first flower is Fisher's."""
    iris = load("iris")
    assert np.bincount(iris.y).tolist() == [50, 50, 50]
    assert iris.X[0] == pytest.approx([5.1, 3.5, 1.4, 0.2])


def test_the_iris_and_diabetes_files_have_not_changed() -> None:
    """Checksums, as good as the numbers themselves, of the two tables that the first topics were measured on."""
    assert CHECKSUMS["iris"] == "17e9e19553ed7fa1ebb8b5b4d9d3536da813ebacaf446aff895742dff04087c3"
    assert CHECKSUMS["diabetes"] == "9193026b7622ff944f0a6855a10107b24caf50dad69787c46e6890e69c27faca"


@pytest.mark.parametrize(
    ("name", "balance"),
    [
        ("wine", [59, 71, 48]),
        ("breast_cancer", [212, 357]),
        ("digits", [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    ],
)
def test_class_balance(name: str, balance: list[int]) -> None:
    """The labels run from 0, and each class has as many rows as its source says."""
    assert np.bincount(load(name).y).tolist() == balance


def test_wine_is_unscaled() -> None:
    """The wine features have their own sizes, and their names fit into a variable."""
    wine = load("wine")
    assert wine.X[0] == pytest.approx([14.23, 1.71, 2.43, 15.6, 127, 2.8, 3.06, 0.28, 2.29, 5.64, 1.04, 3.92, 1065])
    assert all(name.isidentifier() for name in wine.columns)


def test_breast_cancer_has_ten_properties_three_times() -> None:
    """The breast cancer features are means, standard errors and largest values of the same ten properties."""
    columns = load("breast_cancer").columns
    means = [name.removeprefix("mean_") for name in columns[:10]]
    assert [name.removesuffix("_error") for name in columns[10:20]] == means
    assert [name.removeprefix("worst_") for name in columns[20:]] == means


def test_digits_are_images_of_8_by_8() -> None:
    """The pixels are whole numbers from 0 to 16, row by row; the first image is a zero with an empty middle."""
    digits = load("digits")
    assert sorted(set(digits.X.ravel().tolist())) == list(range(17))
    assert digits.columns[8 * 3 + 5] == "pixel_3_5"
    first = digits.X[0].reshape(8, 8)
    assert digits.y[0] == 0
    assert first[1].tolist() == [0, 0, 13, 15, 10, 15, 5, 0]
    assert first[3:5, 3:5].tolist() == [[0, 0], [0, 0]]


def test_diabetes_is_unscaled() -> None:
    """The diabetes features have their own units, and the target runs from 25 to 346."""
    diabetes = load("diabetes")
    assert (diabetes.y.min(), diabetes.y.max()) == (25, 346)
    assert diabetes.X[0] == pytest.approx([59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87])


def test_europe_has_a_fixed_split() -> None:
    """The European salaries come as 60 training and 300 test rows that together are the table."""
    europe = load("salaries_europe")
    train, test = europe.part("train"), europe.part("test")
    assert (len(train.y), len(test.y)) == (60, 300)
    assert np.array_equal(np.concatenate([train.X, test.X]), europe.X)
    assert np.array_equal(np.concatenate([train.y, test.y]), europe.y)
    assert train.columns == europe.columns


def test_unknown_part() -> None:
    """A part that a table does not have is a ValueError that says what it has."""
    with pytest.raises(ValueError, match="it has test and train"):
        load("salaries_europe").part("validation")
    with pytest.raises(ValueError, match="fixes no split"):
        load("iris").part("train")


def test_loads_are_independent() -> None:
    """Writing into a loaded table does not reach the next load, and torch may share its memory."""
    first = load("iris")
    first.X[:] = 0
    second = load("iris")
    assert second.X[0, 0] == pytest.approx(5.1)
    assert second.X.flags.writeable


@pytest.mark.parametrize(
    ("wrong", "nearest"), [("salary_us", "salaries_us"), ("Iris", "iris"), ("diabets", "diabetes")]
)
def test_unknown_table_names_the_nearest(wrong: str, nearest: str) -> None:
    """An unknown name is a KeyError whose message, shown without quotes around it, has the nearest name."""
    with pytest.raises(KeyError) as caught:
        load(wrong)
    assert isinstance(caught.value, UnknownTableError)
    assert str(caught.value).startswith(f"There is no table {wrong!r}. Did you mean {nearest!r}?")


def test_unknown_table_far_from_all() -> None:
    """A name that resembles none is answered with the list, and no path is opened."""
    with pytest.raises(
        UnknownTableError, match=r"'\.\./x'\. The tables are: breast_cancer, diabetes, digits, iris, sal"
    ):
        load("../x")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with iris.csv.gz alone, from which `load` reads."""
    source = Path(tables.__file__).with_name("iris.csv.gz")
    (tmp_path / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(tables, "__file__", str(tmp_path / "tables.py"))
    return tmp_path / source.name


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"sepal_length,species\n5.1,0\n"), "has been changed"),
        (b"no gzip", "cannot be read"),
        (b"", "has been changed"),
        (gzip.compress(b"sepal_length,species\n")[:-6], "cannot be read"),
        (gzip.compress("é".encode()), "cannot be read"),
        (None, "is missing"),
    ],
    ids=["another table", "no gzip", "empty", "cut short", "not ASCII", "missing"],
)
def test_damaged_file_says_what_to_do(copy: Path, content: bytes | None, reason: str) -> None:
    """A file that is not the one shipped is an error of its own, with the file, the reason and the next step."""
    assert load("iris").X.shape == (150, 4)
    if content is None:
        copy.unlink()
    else:
        copy.write_bytes(content)
    with pytest.raises(DamagedTableError) as caught:
        load("iris")
    assert f"iris.csv.gz {reason}" in str(caught.value)
    assert "Install the course again" in str(caught.value)


def test_the_checksum_does_not_depend_on_the_compression(copy: Path) -> None:
    """The same text, compressed otherwise, is the same table."""
    copy.write_bytes(gzip.compress(gzip.decompress(copy.read_bytes()), compresslevel=1))
    assert load("iris").y.shape == (150,)


def test_standardise_uses_the_training_statistics() -> None:
    """The training array gets mean 0 and deviation 1, and the others move by the same amounts."""
    rng = np.random.default_rng(5)
    train, test = rng.normal(7, 3, size=(50, 2)), rng.normal(7, 3, size=(20, 2))
    new_train, new_test = standardise(train, test)
    assert new_train.mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert new_train.std(axis=0) == pytest.approx([1, 1], abs=1e-6)
    assert new_test == pytest.approx((test - train.mean(axis=0)) / train.std(axis=0), abs=1e-6)
    assert new_train.dtype == new_test.dtype == np.float32


def test_standardise_keeps_one_dimension_and_its_input() -> None:
    """A target of shape (N,) stays (N,), and the arrays given are not changed."""
    y = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    (new,) = standardise(y)
    assert new.shape == (3,)
    assert y.tolist() == [1, 2, 3]


def test_standardise_constant_column() -> None:
    """A constant column becomes 0, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        train, test = standardise(np.full((4, 1), 3.0), np.array([[5.0]]))
    assert train.tolist() == [[0]] * 4
    assert test.tolist() == [[2]]


def test_standardise_refuses_other_columns() -> None:
    """(N, 1) beside (N,) is refused instead of broadcast, and so is an array without rows."""
    with pytest.raises(ValueError, match="different columns"):
        standardise(np.ones((5, 1)), np.ones(5))
    with pytest.raises(ValueError, match="without rows"):
        standardise(np.ones((0, 3)))


def test_split_covers_every_row_once() -> None:
    """Train and test are disjoint, cover all rows, and have the size of their share."""
    train, test = split(442, test_share=1 / 3, seed=0)
    assert len(test) == 147
    assert sorted([*train, *test]) == list(range(442))
    assert train.dtype == test.dtype == np.int64


def test_split_follows_the_seed() -> None:
    """One seed gives one split, on every run and machine; another seed gives another."""
    train, test = split(10, test_share=0.3, seed=0)
    assert (train.tolist(), test.tolist()) == ([9, 5, 7, 1, 0, 8, 3], [2, 6, 4])
    again, _ = split(10, test_share=0.3, seed=0)
    other, _ = split(10, test_share=0.3, seed=1)
    assert again.tolist() == train.tolist()
    assert other.tolist() != train.tolist()


def test_stratified_split_keeps_the_mix_and_shuffles() -> None:
    """Each class gives the same share to the test part, and the classes do not come in blocks."""
    labels = load("iris").y
    train, test = stratified_split(labels, test_share=1 / 3, seed=3)
    assert np.bincount(labels[test]).tolist() == [17, 17, 17]
    assert np.bincount(labels[train]).tolist() == [33, 33, 33]
    assert sorted([*train, *test]) == list(range(150))
    assert len(np.unique(labels[train][:20])) == 3


@pytest.mark.parametrize("share", [0.0, 1.0, 0.01])
def test_split_refuses_an_empty_part(share: float) -> None:
    """A share that leaves a part, or a class in it, without rows is a ValueError."""
    with pytest.raises(ValueError, match="leaves a part empty"):
        split(20, test_share=share, seed=0)
    with pytest.raises(ValueError, match="leaves a part empty"):
        stratified_split(np.array([0] * 20 + [1] * 20), test_share=share, seed=0)


def test_needs_only_numpy() -> None:
    """Importing the package's data modules brings in no installed package but numpy."""
    code = "import sys; old = set(sys.modules); import dlcourse.datasets.tables, dlcourse.datasets.salaries; "
    code += "print(*{name.partition('.')[0] for name in set(sys.modules) - old})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(found) & set(packages_distributions()) - {"dlcourse"} == {"numpy"}
