from pathlib import Path

import pytest

from dlcourse.datasets import export
from dlcourse.datasets.tables import CHECKSUMS

pytest.importorskip("sklearn")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return export.make_texts()


@pytest.fixture
def folder(tmp_path: Path, texts: dict[str, str]) -> Path:
    """A folder as the script leaves it."""
    for name, text in texts.items():
        (tmp_path / f"{name}.csv.gz").write_bytes(export.pack(text))
    return tmp_path


def test_the_shipped_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` finds nothing in the repository's own folder."""
    assert export.main(["--check"]) == 0
    assert "7 files are up to date" in capsys.readouterr().out


def test_packing_is_reproducible(texts: dict[str, str]) -> None:
    """The same text gives the same bytes."""
    assert export.pack(texts["iris"]) == export.pack(texts["iris"])


def test_check_reports_without_changing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing, changed, damaged or stray file is named with the reason, and stays as it is."""
    (folder / "iris.csv.gz").unlink()
    (folder / "diabetes.csv.gz").write_bytes(export.pack("age\n1\n"))
    (folder / "salaries_us.csv.gz").write_bytes(b"no gzip")
    (folder / "flowers.csv.gz").write_bytes(b"")
    europe = folder / "salaries_europe.csv.gz"
    europe.write_bytes(europe.read_bytes()[:10] + b"\xff" * 40)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert export.main(["--check"], folder) == 1
    said = capsys.readouterr().err
    assert "iris.csv.gz: missing" in said
    for name in ("diabetes", "salaries_us", "salaries_europe"):
        assert f"{name}.csv.gz: differs" in said
    assert "flowers.csv.gz: not made by this script" in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_export_mends_what_differs_and_leaves_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run rewrites only the files whose text is not right."""
    (folder / "iris.csv.gz").write_bytes(b"")
    assert export.main([], folder) == 0
    assert capsys.readouterr().out.splitlines() == ["wrote iris.csv.gz", "7 files are up to date"]
    assert export.main(["--check"], folder) == 0


def test_check_reports_an_outdated_checksum(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table whose checksum in tables.py is not that of its text is named with the right one, with and without --check."""
    monkeypatch.setattr(export, "CHECKSUMS", {**CHECKSUMS, "iris": "0" * 64})
    for arguments in (["--check"], []):
        assert export.main(arguments, folder) == 1
        assert f"iris.csv.gz: its checksum in tables.py must be {CHECKSUMS['iris']}" in capsys.readouterr().err
