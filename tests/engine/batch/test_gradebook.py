"""nbgrader's gradebook, written from records: on SQLite, and on a PostgreSQL server of the tests' own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import msgspec
import pytest

from dlcourse.graders.engine.batch import database
from dlcourse.graders.engine.batch.database import gradebook_url
from dlcourse.graders.engine.batch.formgrader import CourseFolder
from dlcourse.graders.engine.batch.gradebook import comment_on, fill_gradebook
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.disk import DiskFile
from dlcourse.graders.engine.intake.submissions import Submission
from dlcourse.graders.engine.results.records import CheckResult, Line, Results, TopicResult

TINY = Path(__file__).parents[2] / "courses" / "tiny"
POSTGRESQL = Path("/usr/lib/postgresql/15/bin")
HOSTILE = "called     f(x)\nraised     ValueError: </pre><script>alert(1)</script> \x1b[31m\0 ``` $x$"


@pytest.fixture(scope="module")
def nb():
    """nbgrader's API; other people's deprecation warnings are not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbgrader.api

    return nbgrader.api


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server on a socket in a folder of its own; yields that folder."""
    if not (POSTGRESQL / "initdb").exists():
        pytest.skip(f"PostgreSQL 15 is not installed: there is no {POSTGRESQL}/initdb")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short enough for a socket, and not only root's
    user = {}
    if os.getuid() == 0:  # initdb refuses root
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder, "nobody", "nogroup")
    (folder / "password").write_text("right")
    (folder / "password").chmod(0o644)
    data = str(folder / "data")
    options = [
        "--auth=scram-sha-256",
        "--username=teacher",
        f"--pwfile={folder / 'password'}",
        "--no-sync",
        "-E",
        "UTF8",
    ]
    subprocess.run([POSTGRESQL / "initdb", "-D", data, *options], cwd=folder, check=True, capture_output=True, **user)
    command = [POSTGRESQL / "postgres", "-D", data, "-F", "-k", folder, "-c", "listen_addresses="]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **user)
    try:
        for _ in range(300):
            if subprocess.run([POSTGRESQL / "pg_isready", "-q", "-h", folder], check=False).returncode == 0:
                break
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        yield folder
    finally:
        process.send_signal(signal.SIGQUIT)  # PostgreSQL's immediate shutdown: nothing of it is needed any more
        process.wait(30)
        shutil.rmtree(folder)


def on_server(server, name="postgres", password="right"):
    return f"postgresql://teacher:{password}@/{name}?host={server}"


def create(server, name, template="template1"):
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(
        host=str(server), user="teacher", password="right", dbname="postgres", autocommit=True
    ) as link:
        link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return gradebook_url(on_server(server, name))


@pytest.fixture(scope="module")
def empty(tmp_path_factory, nb):
    """An empty gradebook to copy: to make one takes nbgrader a second."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with database.opened(gradebook_url(str(path))):
        return path


@pytest.fixture(scope="module")
def empty_on_server(server, nb):
    """The same on the server: the name of a database."""
    with database.opened(create(server, "empty")):
        return "empty"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of an empty gradebook of the test's own."""
    if request.param == "sqlite":
        return gradebook_url(str(shutil.copy(request.getfixturevalue("empty"), tmp_path / "gradebook.db")))
    name = "test_" + tmp_path.name.lower().replace("-", "_")
    return create(request.getfixturevalue("server"), name, request.getfixturevalue("empty_on_server"))


@pytest.fixture
def opened(nb, url):
    """Open the gradebook as nbgrader does."""
    return lambda: nb.Gradebook(url)


def check(name="test_one", points=1.0, max_points=2.0, status=None, message="f(x)", hints=("Look again.",)):
    status = status or ("passed" if points == max_points else "failed")
    return CheckResult(
        name=name,
        title=f"{name} does what it should",
        status=status,
        points=points,
        max_points=max_points,
        hidden=False,
        exercise="f",
        lines=(Line("called", message),) if message and status != "passed" else (),
        source_line=0,
        hints=hints,
        mistake=None,
        seconds=0.0,
    )


def of(student, *checks, **topics):
    checks = {"numbers": checks} if checks else topics
    return Results.of("tiny", student, "basics", [TopicResult.of(name, c) for name, c in checks.items()])


def a_class(points=1.0, students=("ada", "ben")):
    return [of(s, numbers=[check("test_one", points), check("test_two", 2.0)], words=[check()]) for s in students]


def contents(opened):
    """Every row of every table."""
    from sqlalchemy import MetaData

    with contextlib.closing(opened()) as book:
        tables = MetaData()
        tables.reflect(book.engine)
        return {t.name: sorted(map(repr, book.db.execute(t.select()))) for t in tables.sorted_tables}


def enter(opened, student, score=None, comment=None, extra=None, cell="test_one"):
    """Grade by hand, as formgrader does."""
    with contextlib.closing(opened()) as book:
        grade = book.find_grade(cell, "numbers", "basics", student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        book.find_comment(cell, "numbers", "basics", student).manual_comment = comment
        book.db.commit()


def test_scores_and_comments_are_those_of_the_records(opened, url):
    """Every student's scores, maxima and comments in nbgrader equal the records, check by check; odd names too."""
    names = ["ada", "O'Brien; DROP TABLE grade;--", "=1+1", "Zoë 🐍👩‍💻", "50%_{x}", "名前"]
    everyone = [
        of(name, numbers=[check("test_one", i / 4), check("test_two", 2.0)], words=[check(message=HOSTILE)])
        for i, name in enumerate(names)
    ]
    filled = fill_gradebook(url, everyone)
    assert filled.students == set(names)
    assert filled.notes == []
    with contextlib.closing(opened()) as book:
        assert {student.id: (student.score, student.max_score) for student in book.students} == {
            results.student: (results.points, results.max_points) for results in everyone
        }
        for results in everyone:
            for topic in results.topics:
                notebook = book.find_submission_notebook(topic.topic, "basics", results.student)
                assert (notebook.score, notebook.max_score) == (topic.points, topic.max_points)
                assert {g.name: (g.auto_score, g.max_score, g.needs_manual_grade) for g in notebook.grades} == {
                    c.name: (c.points, c.max_points, False) for c in topic.checks
                }
                for row in notebook.comments:
                    said = comment_on(next(c for c in topic.checks if c.name == row.name))
                    assert (row.auto_comment or "").replace("\n    ", "\n").strip() == said
                    assert all(line.startswith("    ") for line in (row.auto_comment or "").splitlines())


def test_the_same_results_again_change_nothing(opened, url):
    """Writing the same batch twice leaves every row of the database as it was."""
    fill_gradebook(url, a_class())
    before = contents(opened)
    assert fill_gradebook(url, a_class()).notes == []
    assert contents(opened) == before


def test_new_results_replace_the_automatic_scores(opened, url):
    """A later batch changes scores and comments, adds students, and leaves those who are not in it."""
    fill_gradebook(url, a_class(points=0.0))
    fill_gradebook(url, a_class(points=2.0, students=("ben", "cleo")))
    with contextlib.closing(opened()) as book:
        assert {s.id: s.score for s in book.students} == {"ada": 3.0, "ben": 5.0, "cleo": 5.0}
        assert book.find_comment("test_one", "numbers", "basics", "ben").comment is None


def test_what_a_person_entered_is_kept(opened, url):
    """Manual scores, extra credit and comments stay; where the automatic score changes under one, formgrader asks again."""
    fill_gradebook(url, a_class(points=0.5))
    enter(opened, "ada", score=1.75, comment="Nearly!", extra=0.25)
    kept = {"manual_score": 1.75, "extra_credit": 0.25}

    def grade():
        with contextlib.closing(opened()) as book:
            assert book.find_comment("test_one", "numbers", "basics", "ada").comment == "Nearly!"
            return book.find_grade("test_one", "numbers", "basics", "ada").to_dict()

    fill_gradebook(url, a_class(points=0.5))
    assert grade().items() >= (kept | {"auto_score": 0.5, "needs_manual_grade": False}).items()
    fill_gradebook(url, a_class(points=1.0))
    assert grade().items() >= (kept | {"auto_score": 1.0, "needs_manual_grade": True}).items()
    fill_gradebook(url, a_class(points=1.0))
    assert grade()["needs_manual_grade"]


def test_a_broken_check_asks_for_a_person(opened, url):
    """Where the grader itself failed, the student has no points yet and formgrader asks for a manual grade."""
    fill_gradebook(url, [of("ada", check(points=0.0, status="broken", message=""))])
    with contextlib.closing(opened()) as book:
        assert book.find_grade("test_one", "numbers", "basics", "ada").needs_manual_grade
        assert "not the student's fault" in book.find_comment("test_one", "numbers", "basics", "ada").comment


def test_checks_come_and_go(opened, url):
    """A removed check goes with its points, a new one comes; who was not graded again is named."""
    fill_gradebook(url, a_class())
    changed = [of("ada", numbers=[check("test_one", 1.0), check("test_three", 3.0, 3.0)])]
    filled = fill_gradebook(url, changed)
    assert filled.notes == ["basics has new checks, and not everyone was graded with them: ben."]
    with contextlib.closing(opened()) as book:
        assert book.find_submission("basics", "ada").score == 4.0
        assert book.find_assignment("basics").max_score == 5.0
        cells = book.find_notebook("numbers", "basics").grade_cells
        assert {cell.name for cell in cells} == {"test_one", "test_three"}
    fill_gradebook(url, a_class())
    with contextlib.closing(opened()) as book:
        assert {s.id: (s.score, s.max_score) for s in book.students} == {"ada": (4.0, 6.0), "ben": (4.0, 6.0)}


def test_a_manual_score_of_a_removed_check_is_kept_and_named(opened, url):
    """What a person entered for a check that is gone still counts, in a cell worth no points; the note names the students."""
    fill_gradebook(url, a_class())
    enter(opened, "ben", score=0.5, cell="test_two")
    now = [of(name, numbers=[check()], words=[check()]) for name in ("ada", "ben")]
    filled = fill_gradebook(url, now)
    assert len(filled.notes) == 1
    assert "test_two is gone" in filled.notes[0]
    assert ": ben." in filled.notes[0]
    assert filled.retired == {("ben", "numbers"): ["test_two"]}
    with contextlib.closing(opened()) as book:
        assert {s.id: (s.score, s.max_score) for s in book.students} == {"ada": (2.0, 4.0), "ben": (2.5, 4.0)}
    enter(opened, "ben", score=None, comment="", cell="test_two")
    assert fill_gradebook(url, now).notes == []
    with contextlib.closing(opened()) as book:
        assert [cell.name for cell in book.find_notebook("numbers", "basics").grade_cells] == ["test_one"]


def test_other_points_for_a_check_keep_its_manual_scores(opened, url):
    """A check that is worth something else now gets that maximum; its manual scores stay and are named."""
    fill_gradebook(url, a_class())
    enter(opened, "ada", score=2.0)
    changed = [of("ada", numbers=[check("test_one", 1.0, 1.0), check("test_two", 2.0)], words=[check()])]
    (note,) = fill_gradebook(url, changed).notes
    assert "test_one is now worth 1, not 2; its manual scores stay as they are: ada." in note
    with contextlib.closing(opened()) as book:
        grade = book.find_grade("test_one", "numbers", "basics", "ada")
        assert (grade.auto_score, grade.manual_score, grade.max_score) == (1.0, 2.0, 1.0)


def test_a_batch_is_written_whole_or_not_at_all(opened, url):
    """Where something fails after 150 students, the gradebook is as it was before."""
    fill_gradebook(url, a_class())
    before = contents(opened)

    def failing():
        yield from a_class(points=0.0, students=[f"student{i}" for i in range(150)])
        raise CourseError("The disk is gone.")

    with pytest.raises(CourseError, match="The disk is gone"):
        fill_gradebook(url, failing())
    assert contents(opened) == before


def test_names_that_nbgrader_cannot_show_safely(opened, url):
    """Characters that nbgrader's pages would take for HTML are replaced and said; two of one name, or a huge one, are named."""
    names = ['<img src=x onerror=alert(1)> "', "＜img src=x onerror=alert(1)＞ ＂", "x" * 129, "a/../b"]
    filled = fill_gradebook(url, a_class(students=names))
    assert filled.students == {"＜img src=x onerror=alert(1)＞ ＂", "a／..／b"}
    assert [("not in the gradebook" in note, "nbgrader's pages" in note) for note in filled.notes] == [
        (False, True),
        (True, False),
        (True, False),
        (False, True),
    ]
    assert not any(set(row) & set('<>"\\') for row in contents(opened)["student"])


def test_no_students_is_no_gradebook(tmp_path):
    """Without results nothing is opened or made."""
    assert fill_gradebook(gradebook_url(str(tmp_path)), []).students == set()
    assert list(tmp_path.iterdir()) == []


# ---- where it is, and what can go wrong


def test_a_folder_or_a_file_is_a_gradebook_too(tmp_path, monkeypatch):
    """Without a scheme, a folder means its gradebook.db, a name with an ending is the file itself."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").write_bytes(b"")
    for given, file in {
        ".": "gradebook.db",
        "new": "new/gradebook.db",
        "new.d/": "new.d/gradebook.db",
        "my.db": "my.db",
        "old": "old",
        "what?&#.db": "what?&#.db",
    }.items():
        assert gradebook_url(given).database == str(tmp_path / file)
    assert gradebook_url("sqlite:///here.db").database == "here.db"


def test_bare_postgresql_takes_a_driver_that_is_installed(monkeypatch):
    """postgresql:// and postgres:// choose among the installed drivers; with none, the message says what to install."""
    for scheme in ("postgresql", "postgres"):
        assert gradebook_url(f"{scheme}://host/db").drivername.startswith("postgresql+psycopg")
    monkeypatch.setattr(database, "POSTGRESQL_DRIVERS", ("asyncpg",))
    with pytest.raises(CourseError, match=r"pip install 'psycopg\[binary\]'"):
        gradebook_url("postgresql://host/db")


@pytest.mark.parametrize("text", ["nosuch://host/db", "sqlite://", "sqlite:///:memory:", "postgresql://host:port/db"])
def test_a_url_that_cannot_be_a_gradebook(text):
    """A URL of no database, or of no file, is refused before anything is opened, with an example."""
    with pytest.raises(CourseError, match="Write sqlite:///grades"):
        gradebook_url(text)


def test_alembic_beside_python_is_found_with_an_empty_path(tmp_path, monkeypatch):
    """nbgrader starts `alembic` when it makes a gradebook: the one beside this Python is found, whatever PATH says."""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    fill_gradebook(gradebook_url(str(tmp_path / "new")), a_class())
    assert os.environ["PATH"] == str(tmp_path / "nowhere")


def not_a_database(path, _):
    path.write_text("Dear diary, this is not a database at all. " * 100)


def of_something_else(path, _):
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute("CREATE TABLE recipes (name TEXT)")


def of_another_version(path, empty):
    shutil.copy(empty, path)
    with contextlib.closing(sqlite3.connect(path)) as link, link:
        link.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (not_a_database, "file is not a database. Name another file"),
        (of_something_else, r"is not a gradebook \(its tables: recipes\)"),
        (of_another_version, r"another version of nbgrader .* nbgrader db upgrade --db"),
        (lambda path, _: path.mkdir(), "unable to open database file. Check that the folder"),
    ],
)
def test_a_file_that_is_no_gradebook_is_left_alone(tmp_path, empty, make, says):
    """A file that is something else gives one sentence with the next step, and stays as it was."""
    path = tmp_path / "gradebook.db"
    make(path, empty)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CourseError, match=says):
        fill_gradebook(gradebook_url(f"sqlite:///{path}"), a_class())
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder_that_cannot_be_made(tmp_path):
    """A gradebook below a file gives one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="was not changed"):
        fill_gradebook(gradebook_url(str(tmp_path / "file" / "gradebook.db")), a_class())


def test_a_gradebook_that_is_locked(root):
    """A gradebook that another program is writing gives one sentence that says so."""
    path = root / "gradebook.db"
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CourseError, match="Another program is writing to it"):
            fill_gradebook(gradebook_url(f"sqlite:///{path}?timeout=0.1"), a_class())


def test_a_server_that_does_not_answer_or_refuses(server):
    """No server, a wrong password, an unknown database: each is one sentence that keeps the password to itself."""
    for text, says in {
        "postgresql://teacher:secret@127.0.0.1:1/db": "Check that the server runs",
        on_server(server, password="secret"): "Check the name and the password",
        on_server(server, name="nosuch"): "Create the database first",
    }.items():
        with pytest.raises(CourseError, match=says) as error:
            fill_gradebook(gradebook_url(text), a_class())
        assert "secret" not in str(error.value)


# ---- what formgrader reads


@pytest.fixture
def handed_in(tmp_path):
    """Two submissions on disk, and a student who handed in nothing."""
    sources = {"ada": "def double(x):\n    return '<script>alert(1)</script>'\n", "ben": "\u202e# right to left\n"}
    for student, source in sources.items():
        file = tmp_path / "class" / student / "numbers.py"
        file.parent.mkdir(parents=True)
        file.write_text(source, encoding="utf-8")
        os.utime(file, (1_700_000_000, 1_700_000_000))
    files = {s: {"numbers": DiskFile(tmp_path / "class" / s / "numbers.py")} for s in sources}
    return [Submission(student, files.get(student, {})) for student in ("ada", "ben", "cleo")]


@pytest.fixture
def root(tmp_path, empty):
    """A course folder that holds an empty gradebook."""
    (tmp_path / "course").mkdir()
    shutil.copy(empty, tmp_path / "course" / "gradebook.db")
    return tmp_path / "course"


def publish(root, submissions, results):
    folder = CourseFolder(root, Course(TINY).weeks["basics"], submissions)
    filled = fill_gradebook(gradebook_url(str(root / "gradebook.db")), results, submitted=folder.submitted)
    folder.write(results, filled)
    return filled.notes + folder.notes


def test_formgrader_takes_every_submission_for_graded(root, handed_in):
    """nbgrader's own code finds the assignment, and every student's notebooks and time as the gradebook has them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.nbgraderformat import MetadataValidator
        from nbgrader.utils import is_grade, is_solution

        results = a_class(students=("ada", "ben", "cleo"))
        assert publish(root, handed_in, results) == []
        api = NbGraderAPI(CourseDirectory(root=str(root)))
        assert api.get_source_assignments() == {"basics"}
        assert api.get_autograded_students("basics") == {"ada", "ben", "cleo"}
        assert api.get_submission("basics", "ada")["timestamp"] == "2023-11-14T22:13:20"
        assert len(api.get_notebook_submissions("basics", "words")) == 3
        import nbformat

        for path in root.rglob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            MetadataValidator().validate_nb(notebook)
            graded = [
                cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_grade(cell) and is_solution(cell)
            ]
            if "autograded" in path.parts:
                assert graded == (["test_one", "test_two"] if path.stem == "numbers" else ["test_one"])
    assert not list((root / "submitted").rglob("*.ipynb"))


def test_what_students_wrote_is_shown_as_code(root, handed_in):
    """Student text stands in code cells without outputs, its control characters made visible; nothing is rendered."""
    publish(root, handed_in, [of(name, check(message=HOSTILE)) for name in ("ada", "ben", "cleo")])
    notebooks = {
        s: json.loads((root / "autograded" / s / "basics" / "numbers.ipynb").read_text())
        for s in ("ada", "ben", "cleo")
    }
    assert "<script>" in notebooks["ada"]["cells"][0]["source"]
    assert notebooks["ben"]["cells"][0]["source"] == "\\u202e# right to left\n"
    assert notebooks["cleo"]["cells"][0]["source"] == "# numbers.py was not handed in."
    for cell in (cell for notebook in notebooks.values() for cell in notebook["cells"]):
        assert (cell["cell_type"], cell["outputs"]) == ("code", [])
        assert not set(cell["source"]) & {"\0", "\x1b", "\u202e"}
    assert all(line.startswith("#") for line in notebooks["ada"]["cells"][1]["source"].splitlines())


def test_pages_are_written_again_only_where_they_change(root, handed_in):
    """The same results again touch no file; other results change that student's pages."""
    publish(root, handed_in, a_class())
    times = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.suffix in (".ipynb", ".txt")}
    publish(root, handed_in, a_class())
    assert times == {path: path.stat().st_mtime_ns for path in times}
    publish(root, handed_in, [a_class()[0], a_class(points=0.0)[1]])
    changed = {path.relative_to(root).parts[1] for path in times if path.stat().st_mtime_ns != times[path]}
    assert changed == {"ben"}


def test_a_removed_check_with_a_manual_score_stays_on_the_page(nb, root, handed_in):
    """What a person entered for a check that is gone can be seen and cleared in formgrader, on that student's page only."""
    publish(root, handed_in, a_class())
    enter(lambda: nb.Gradebook(f"sqlite:///{root}/gradebook.db"), "ben", score=0.5, cell="test_two")
    publish(root, handed_in, [of(name, check()) for name in ("ada", "ben")])
    names = {}
    for student in ("ada", "ben"):
        page = json.loads((root / "autograded" / student / "basics" / "numbers.ipynb").read_text())
        names[student] = [cell["metadata"]["nbgrader"]["grade_id"] for cell in page["cells"]]
    assert names == {"ada": ["code", "test_one"], "ben": ["code", "test_one", "test_two"]}


def test_nbgraders_own_timestamp_counts(root, handed_in):
    """Where nbgrader collected the submission, its timestamp.txt goes into the gradebook and stays as it is."""
    for student, text in {"ada": "2024-02-03 10:00:00.000000 CET", "ben": "no time at all"}.items():
        place = root / "submitted" / student / "basics"
        place.mkdir(parents=True)
        (place / "numbers.py").write_text("")
        (place / "timestamp.txt").write_text(text)
    (note,) = publish(root, handed_in, a_class())
    assert "ben" in note
    assert "is not a time" in note
    with sqlite3.connect(root / "gradebook.db") as link:
        (found,) = link.execute("SELECT timestamp FROM submitted_assignment WHERE student_id = 'ada'").fetchone()
    link.close()
    assert found.startswith("2024-02-03 09:00:00")
    assert (root / "submitted" / "ada" / "basics" / "timestamp.txt").read_text().endswith("CET")


def test_nothing_is_written_through_a_students_link(root, tmp_path, handed_in):
    """A link in submitted/ is not followed: that student has no pages, and a note says why."""
    away = tmp_path / "away"
    away.mkdir()
    (root / "submitted").mkdir(parents=True)
    (root / "submitted" / "ada").symlink_to(away)
    (note,) = publish(root, handed_in, a_class())
    assert "'ada' has no pages for formgrader" in note
    assert list(away.iterdir()) == []
    assert (root / "autograded" / "ben").is_dir()


def test_other_peoples_notebooks_are_never_replaced(root, handed_in):
    """A notebook that dlcourse did not make is left alone, with an error that says which."""
    path = root / "source" / "basics" / "numbers.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    with pytest.raises(CourseError, match="was not made by dlcourse"):
        publish(root, handed_in, a_class())
    assert path.read_text() == "{}"


# ---- the command


GRADE = ("grade", "basics", "class", "--out", "results", "--isolation", "process", "--jobs", "1")


@pytest.fixture(scope="module")
def graded(run, empty, tmp_path_factory):
    """A folder with a class of two, graded into a course folder; and how the command ended."""
    folder = tmp_path_factory.mktemp("graded")
    for student, text in {"ada": "def double(x):\n    return 2 * x\n", "=2+2": "raise SystemExit\n"}.items():
        (folder / "class" / student / "basics").mkdir(parents=True)
        (folder / "class" / student / "basics" / "numbers.py").write_text(text)
    (folder / "course").mkdir()
    shutil.copy(empty, folder / "course")
    return folder, run(*GRADE, "--formgrader", "course", cwd=folder)


def test_grade_fills_the_gradebook_of_a_course_folder(nb, graded):
    """`grade --formgrader DIR` fills DIR/gradebook.db with the scores of results.jsonl, and says where it is."""
    folder, ended = graded
    assert ended.code == 0, ended.err
    assert "Gradebook: 2 students in sqlite:///" in ended.out
    lines = (folder / "results" / "results.jsonl").read_bytes().splitlines()
    records = {r.student: r.points for r in (msgspec.json.decode(line, type=Results) for line in lines)}
    with contextlib.closing(nb.Gradebook(f"sqlite:///{folder}/course/gradebook.db")) as book:
        assert {student.id: student.score for student in book.students} == records
    assert (folder / "course" / "autograded" / "ada" / "basics" / "words.ipynb").exists()


def test_grades_are_whole_when_the_gradebook_cannot_be_written(run, graded):
    """A gradebook that fails costs no results: they are written first, and the exit code is 2."""
    folder, _ = graded
    (folder / "results" / "grades.csv").unlink()
    (folder / "gradebook.db").write_text("no database" * 100)
    ended = run(*GRADE, "--gradebook", "gradebook.db", cwd=folder)
    assert ended.code == 2
    assert "Name another file" in ended.err
    assert len((folder / "results" / "grades.csv").read_text().splitlines()) == 3


def test_a_gradebook_that_can_never_be_is_refused_before_grading(run, graded, tmp_path):
    """A wrong --gradebook, or a --formgrader among the submissions, ends the command before any work."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    for option, value in (("--gradebook", "nosuch://x"), ("--formgrader", "class")):
        assert run(*GRADE, option, value, cwd=tmp_path).code == 2
    assert not (tmp_path / "results").exists()


def test_grading_without_a_gradebook_imports_no_nbgrader(run, graded):
    """A grade without --gradebook imports neither nbgrader nor SQLAlchemy."""
    ended = run(*GRADE, cwd=graded[0], PYTHONPROFILEIMPORTTIME="1")
    assert ended.code == 0
    assert "import time" in ended.err
    assert "nbgrader" not in ended.err
    assert "sqlalchemy" not in ended.err
