"""The database of nbgrader's gradebook: its URL, opening it, and its errors, each in one sentence.

nbgrader is imported late, because that takes 3 s and only `--gradebook` needs it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.text import one_line

if TYPE_CHECKING:
    from sqlalchemy import URL

POSTGRESQL_DRIVERS: Final = ("psycopg", "psycopg2", "pg8000")
EXAMPLES: Final = "Write sqlite:///grades/gradebook.db, postgresql://name:password@host/database, or a folder."


def gradebook_url(text: str) -> URL:
    """Return the URL of a gradebook that is given as a URL, a file, or a folder with a gradebook.db.

    Nothing is opened yet. Raises CourseError, with what to install or to write, if it cannot be a gradebook.
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise CourseError("A gradebook needs nbgrader: pip install 'dlcourse[instructor]'.")
    from sqlalchemy import URL, make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    if "://" not in text:
        path = Path(text)
        folder = path.is_dir() or not (path.suffix or path.exists()) or text.endswith(("/", os.sep))
        return URL.create("sqlite", database=str((path / "gradebook.db" if folder else path).absolute()))
    try:
        return _with_driver(make_url(text))
    except (ArgumentError, ValueError) as error:  # also for a dialect that SQLAlchemy does not know
        raise CourseError(f"{text.partition('://')[0]}://… is not the URL of a database. {EXAMPLES}") from error


def _with_driver(url: URL) -> URL:
    """Return the URL with a driver that is installed: for bare postgresql:// the first that is found."""
    if url.get_backend_name() in ("postgresql", "postgres"):
        given = url.drivername.partition("+")[2]
        drivers = [f"postgresql+{name}" for name in ([given] if given else POSTGRESQL_DRIVERS)]
        advice = "pip install 'psycopg[binary]'"
    else:
        drivers, advice = [url.drivername], "install its driver for Python"
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise CourseError(f"{url} names no file. {EXAMPLES}")
    for driver in drivers:
        try:
            complete = url.set(drivername=driver)
            complete.get_dialect().import_dbapi()
        except ImportError:
            continue
        if "psycopg" in driver and "connect_timeout" not in complete.query:
            complete = complete.update_query_dict({"connect_timeout": "10"})  # else minutes if the host does not answer
        return complete
    raise CourseError(f"No driver for {url.drivername}:// is installed: {advice}.")


def shown(url: URL) -> str:
    """Return a URL without its password and without the timeout that `gradebook_url` adds."""
    return url.difference_update_query(["connect_timeout"]).render_as_string()


@contextmanager
def opened(url: URL) -> Iterator[Any]:
    """Open the gradebook at `url`; it is made if there is none. What is not committed is rolled back."""
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecations in nbgrader and its dependencies
        from nbgrader.api import Gradebook  # noqa: PLC0415
    with _alembic_on_path(required=_is_empty(url)):
        book = Gradebook(url)
    try:
        yield book
    finally:
        book.db.rollback()
        book.close()


def _is_empty(url: URL) -> bool:
    """Return whether the database is empty. Raises CourseError if it has other tables than this version of nbgrader."""
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from nbgrader.dbutil import ALEMBIC_DIR  # noqa: PLC0415
    from sqlalchemy import create_engine, inspect, text  # noqa: PLC0415

    engine = create_engine(url)
    try:
        tables = set(inspect(engine).get_table_names())
        if not tables:
            return True
        if not {"assignment", "submitted_assignment", "grade"} <= tables:
            names = one_line(", ".join(sorted(tables)), 60)
            raise CourseError(
                f"{shown(url)} is not a gradebook (its tables: {names}). Name another database for the gradebook."
            )
        version = None
        if "alembic_version" in tables:
            with engine.connect() as connection:
                version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    finally:
        engine.dispose()
    scripts = Config()
    scripts.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    if version != (current := ScriptDirectory.from_config(scripts).get_current_head()):
        raise CourseError(
            f"The gradebook {shown(url)} was made by another version of nbgrader (its schema is {version}, not {current}). "
            f"Keep a copy, then run: nbgrader db upgrade --db {shown(url)}"
        )
    return False


@contextmanager
def _alembic_on_path(*, required: bool) -> Iterator[None]:
    """Put the `alembic` of this Python first on PATH: nbgrader runs it when it makes a gradebook."""
    before = os.environ.get("PATH")
    path = os.pathsep.join([str(Path(sys.executable).parent), *([before] if before else [])])
    if required and shutil.which("alembic", path=path) is None:
        raise CourseError(
            f"nbgrader needs the command alembic to make a gradebook. It is neither in {Path(sys.executable).parent} "
            "nor on PATH. Install it again: pip install --force-reinstall alembic"
        )
    os.environ["PATH"] = path
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before


NEXT_STEP: Final = (  # (words of the database's message, what to do)
    ("password", "Check the name and the password in the URL."),
    ("role ", "Check the name and the password in the URL."),
    ("not a database", "Name another file, or a folder."),
    ("unable to open database", "Check that the folder is there and that you may write to it."),
    ("readonly database", "Check that you may write to the file and to its folder."),
    ("attempt to write a readonly", "Check that you may write to the file and to its folder."),
    ("permission denied", "Give this user the right to write there; on PostgreSQL, to create tables in the schema."),
    ("locked", "Another program is writing to it, formgrader perhaps: close it and run the same command again."),
    ("disk", "Free some space on its disk."),
    ("does not exist", "Create the database first (createdb), or check its name in the URL."),
    ("connect", "Check that the server runs and that host and port in the URL are right."),
    ("resolve", "Check the host in the URL."),
    ("translate host", "Check the host in the URL."),
    ("duplicate key", "Something else wrote to it at the same time: run the same command again."),
    ("UNIQUE constraint", "Something else wrote to it at the same time: run the same command again."),
)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn a database's error into a CourseError: one sentence, with the next step."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        message = str(getattr(error, "orig", None) or error).strip()
        step = next(
            (step for words, step in NEXT_STEP if words.lower() in message.lower()), "Run the same command again."
        )
        reason = one_line(message, 300)
        raise CourseError(f"The gradebook {shown(url)} was not changed: {reason}. {step}") from error
