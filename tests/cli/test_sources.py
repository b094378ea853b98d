"""dlcourse fetch --from: a course from a folder, a zip, or an address, with every fault that a network can have."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import os
import shutil
import signal
import ssl
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]
SHIPPED = ("course.toml", "exercises", "graders", "datasets", "keys")


class Web(http.server.ThreadingHTTPServer):
    """A web server on loopback: what it answers by path, and what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self.scheme = "http"

    def address(self, path: str = "/tiny.zip") -> str:
        return f"{self.scheme}://localhost:{self.server_port}{path}"

    def publish(self, data: bytes, path: str = "/tiny.zip", answer: Answer | None = None) -> str:
        """Put a zip and its checksum on the server, or its checksum and another answer; return the zip's address."""
        self.answers[path] = answer or whole(data)
        self.answers[f"{path}.sha256"] = whole(f"{hashlib.sha256(data).hexdigest()}  {path[1:]}\n".encode())
        return self.address(path)

    def asked_for(self, path: str = "/tiny.zip") -> list[dict[str, str]]:
        """Return the headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]

    def handle_error(self, request, client_address):
        """Say nothing: in these tests clients close the connection early."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Web

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answers.get(self.path, status(404))(self)

    def do_CONNECT(self):
        status(407)(self)

    def log_message(self, *_):
        """Say nothing."""


def send(handler, code: int, body: bytes = b"", **headers: str | int) -> None:
    handler.send_response(code)
    for name, value in ({"Content_Length": len(body)} | headers).items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)


def whole(body: bytes, **headers: str | int) -> Answer:
    return lambda handler: send(handler, 200, body, **headers)


def status(code: int, **headers: str) -> Answer:
    return lambda handler: send(handler, code, **headers)


def cut(body: bytes, times: int, sent: int = 1000) -> Answer:
    """Send so many bytes and end the connection, a few times; then send all."""
    left = [sent] * times

    def answer(handler) -> None:
        send(handler, 200, body[: left.pop()] if left else body, Content_Length=len(body))

    return answer


@pytest.fixture
def web() -> Iterator[Web]:
    with serving(Web()) as server:
        yield server


@pytest.fixture
def other_web() -> Iterator[Web]:
    with serving(Web()) as server:
        yield server


class serving:
    def __init__(self, server: Web) -> None:
        self.server = server

    def __enter__(self) -> Web:
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self.server

    def __exit__(self, *_) -> None:
        self.server.over.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="session")
def packed(run, tiny, tmp_path_factory) -> Path:
    """The tiny course as its author packs it, with its checksum beside it."""
    path = tmp_path_factory.mktemp("packed") / "tiny.zip"
    ended = run("dev", "pack", "--out", path, cwd=tiny.parent)
    assert ended.code == 0, ended
    return path


@pytest.fixture
def shipped(packed, tmp_path) -> Path:
    """The packed tiny course, as a folder to change; `zipped` makes a zip of it again."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "shipped")
    return tmp_path / "shipped"


def zipped(folder: Path, below: str = "", more: dict[str | zipfile.ZipInfo, bytes] | None = None) -> bytes:
    """Return a zip of a folder, its content in `below`, with more members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, below + path.relative_to(folder).as_posix())
        for entry, content in (more or {}).items():
            archive.writestr(entry, content)
    return data.getvalue()


@pytest.fixture
def mine(tmp_path) -> Path:
    """The folder of the workspace of these tests."""
    return tmp_path / "mine"


@pytest.fixture
def fetch(dlcourse, mine, tmp_path):
    """Run `fetch basics --from SOURCE --into mine`, with TMPDIR in this test's folder, without a proxy and without --course."""
    away = {"http_proxy": None, "https_proxy": None, "HTTP_PROXY": None, "HTTPS_PROXY": None, "DLCOURSE_COURSE": None}
    (tmp_path / "temporary").mkdir()
    settings = {"course": None, "TMPDIR": str(tmp_path / "temporary"), "DLCOURSE_TIMEOUT": "20"} | away

    def fetch(source: str | Path | None = None, week: str = "basics", **more):
        chosen = ["--from", source] if source else []
        return dlcourse("fetch", week, *chosen, "--into", mine, **settings | more)

    return fetch


@pytest.fixture
def at_work(dlcourse, mine, tmp_path):
    """The command in the workspace, without --course."""
    return functools.partial(dlcourse, cwd=mine, course=None, DLCOURSE_CACHE=str(tmp_path / "no-cache"))


def leftovers(tmp_path: Path) -> list[Path]:
    """Return what is left in the temporary folder."""
    return list((tmp_path / "temporary").iterdir())


# ---- a folder


def test_a_folder_is_used_in_place(fetch, at_work, course, mine, solutions):
    """The path of a course in a folder is remembered: no command in that workspace needs --course."""
    assert fetch(course).code == 0
    assert not (mine / ".dlcourse/course").exists()
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    assert at_work("check", "numbers").code == 0
    assert "5/5" in at_work("status").out
    stub = course / "exercises/basics/words.py"
    stub.write_text(stub.read_text().replace("Greeting.", "Greeting people."))
    assert "updated: basics/words.py" in fetch().out


def test_data_stays_in_the_workspace(fetch, course, edit, mine, tmp_path):
    """A course whose data has the name of a file elsewhere is refused before anything is written."""
    edit("course.toml", 'data = ["words.txt"]', 'data = ["../../planted"]')
    (course.parent / "planted").write_text("from the course")
    (course / "planted").write_text("from the course")
    before = sorted(tmp_path.rglob("*"))
    ended = fetch(course)
    assert (ended.code, "'../../planted' in `data` is not the plain name of a file" in ended.err) == (3, True), ended
    assert f"{course / 'course.toml'}: basics: " in ended.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_has_gone(fetch, at_work, course, tmp_path):
    """If the course's folder is missing, every command says where it was and what to do; --from fixes it."""
    fetch(course)
    course.rename(tmp_path / "elsewhere")
    for arguments in (["check"], ["status"], ["fetch", "basics"]):
        ended = at_work(*arguments)
        assert (ended.code, f"was in {course}, and is missing now" in ended.err) == (2, True), ended
        assert "--from FOLDER" in ended.err
    assert at_work("fetch", "basics", "--from", "../elsewhere").code == 0
    assert at_work("status").code == 0


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere", "There is no folder and no file"),
        ("x" * 5000, "cannot be read"),
        ("~nobody-of-this-name/course", "cannot be read"),
        ("https://example.org/a b", "is not an address"),
        ("http://example.org/course.zip", "must begin with https://"),
        ("ftp://example.org/course.zip", "must begin with https://"),
        ("file:///etc/passwd", "is not an address"),
        ("https://", "is not an address"),
        ("https://host:port/course.zip", "is not an address"),
        ("https://me:secret@example.org/course.zip", "name or password"),
        ("https://example.org/course.zip#md5=123", "is not a checksum"),
        ("https://example.org/course.zip#sha256=123", "64 digits"),
        (".#sha256=" + "0" * 64, "is a folder, which has no checksum"),
    ],
)
def test_what_is_no_source(fetch, mine, source, words):
    """A text that names no folder, no zip and no https address is refused, and the message says what is expected."""
    ended = fetch(source)
    assert (ended.code, words in ended.err) == (2, True), ended
    assert "secret" not in ended.err
    assert not mine.exists()


def test_a_course_is_named_once(dlcourse, course):
    """--course and --from together are refused."""
    ended = dlcourse("fetch", "basics", "--from", course)
    assert (ended.code, "leave one of them out" in ended.err) == (2, True)


def test_instructors_use_no_course_of_a_workspace(fetch, at_work, course, tmp_path):
    """grade and dev never use the course of a workspace, because the folder may be a submission: they use the installed one."""
    fetch(course)
    ended = at_work("grade", "basics", ".", "--out", tmp_path / "out")
    assert (ended.code, "There is no week 'basics'" in ended.err) == (2, True)
    assert "There is no week or topic 'numbers'" in at_work("dev", "check", "numbers").err


# ---- a zip on disk


def test_a_student_needs_nothing_but_the_zip(fetch, at_work, packed, mine, solutions, tmp_path):
    """With the zip alone a student can fetch and check: without a network, without solutions, and later without the zip."""
    alone = shutil.copy(packed, tmp_path / "given.zip")
    ended = fetch(alone)
    assert ended.code == 0
    assert "SHA-256 of given.zip: " in ended.err
    assert hashlib.sha256(packed.read_bytes()).hexdigest() in ended.err
    Path(alone).unlink()
    (mine / "basics/numbers.py").write_text(solutions["numbers"].replace("2 * x", "x * x"))
    ended = at_work("check", "numbers")
    assert ended.code == 1
    assert "You square x" in ended.out
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    assert at_work("check", "numbers").code == 0
    assert not list(mine.rglob("*hidden*"))
    assert not (tmp_path / "no-cache").exists()


def test_a_zip_that_has_gone(fetch, at_work, packed, mine, tmp_path):
    """If the zip is missing, fetch says so and uses the course that is here."""
    alone = shutil.copy(packed, tmp_path / "given.zip")
    fetch(alone)
    Path(alone).unlink()
    (mine / "basics/words.py").unlink()
    ended = at_work("fetch", "basics")
    assert ended.code == 0
    assert "given.zip is missing" in ended.err
    assert "new: basics/words.py" in ended.out


def test_the_checksum_beside_a_zip(fetch, packed, mine):
    """A zip on disk is compared with the .sha256 beside it; if they agree, nothing is said."""
    ended = fetch(packed)
    assert (ended.code, ended.err) == (0, "")
    assert (mine / "basics/numbers.py").exists()


@pytest.mark.parametrize("by", ["file", "fragment"])
def test_a_zip_with_another_checksum(fetch, packed, mine, tmp_path, by):
    """A zip on disk with another checksum than the expected one is not used, and both checksums are named."""
    path = tmp_path / "course.zip"
    shutil.copy(packed, path)
    if by == "file":
        (tmp_path / "course.zip.sha256").write_text(f"{'0' * 64} *course.zip\n")
    ended = fetch(path if by == "file" else f"{path}#sha256={'0' * 64}")
    assert ended.code == 2
    assert "0" * 64 in ended.err
    assert hashlib.sha256(packed.read_bytes()).hexdigest() in ended.err
    assert not mine.exists()


def test_a_zip_as_github_makes_it(fetch, at_work, course, mine, solutions, tmp_path):
    """A course in the only folder of a zip is found, and files that belong to no course are not unpacked."""
    path = tmp_path / "main.zip"
    path.write_bytes(zipped(course, "course-main/", {"course-main/.github/x": b"", "course-main/cli/x.py": b""}))
    assert fetch(path).code == 0
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    assert at_work("check", "numbers").code == 0
    (unpacked,) = (mine / ".dlcourse/course").iterdir()
    assert not {path.name for path in unpacked.iterdir()} - {*SHIPPED, "solutions"}


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted(data: bytes) -> bytes:
    """Mark the first member of a zip as encrypted."""
    place = data.index(b"PK\1\2")
    return data[: place + 8] + struct.pack("<H", 1) + data[place + 10 :]


ODD = {
    "absolute": ({"/etc/evil": b""}, "'/etc/evil' is an absolute path"),
    "up": ({"exercises/../../evil": b""}, "leads out of the zip"),
    "backslashes": ({"exercises\\..\\..\\evil": b""}, "leads out of the zip"),
    "drive": ({"C:/evil": b""}, "an absolute path"),
    "stream": ({"exercises/basics/words.py:evil": b""}, "not every system allows"),
    "device": ({"exercises/basics/con.py": b""}, "not every system allows"),
    "link": ({link("exercises/basics/evil.py"): b"/etc/passwd"}, "evil.py is a link"),
    "case": ({"exercises/basics/Words.py": b""}, "are the same file on many systems"),
    "case of a folder": ({"exercises/BASICS/more.py": b""}, "are the same file on many systems"),
    "deep": ({"/".join("abcdefghijklmnopqr"): b""}, "folders deep"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_an_odd_entry(fetch, shipped, mine, tmp_path, name):
    """A zip with an entry that no course has is refused as a whole, and the entry is named."""
    more, words = ODD[name]
    path = tmp_path / "course.zip"
    path.write_bytes(zipped(shipped, more=more))
    ended = fetch(path)
    assert (ended.code, words in ended.err) == (2, True), ended
    assert "course.zip is refused" in ended.err
    assert not mine.exists()
    assert not list(tmp_path.rglob("evil*"))


def test_a_zip_that_expands_without_end(fetch, shipped, mine, tmp_path):
    """A zip bomb is refused by the sizes in its headers, and, if they are wrong, by the bytes that come out."""
    bomb = zipped(shipped, more={"datasets/bomb.txt": bytes(130 << 20)})
    path = tmp_path / "course.zip"
    path.write_bytes(bomb)
    assert "would unpack to more than" in fetch(path).err
    size = struct.pack("<I", 130 << 20)
    assert bomb.count(size) == 2
    path.write_bytes(bomb.replace(size, struct.pack("<I", 1000)))
    ended = fetch(path)
    assert (ended.code, "is refused" in ended.err) == (2, True), ended
    assert not mine.exists()


@pytest.mark.parametrize(
    "kind", ["empty", "text", "cut short", "encrypted", "no course", "two folders", "no course.toml"]
)
def test_a_file_that_is_no_course(fetch, shipped, mine, tmp_path, kind):
    """A file that is no zip or a damaged one, and a zip without a course, have different messages; nothing is left behind."""
    path = tmp_path / "course.zip"
    data = zipped(shipped)
    (tmp_path / "nothing").mkdir()
    content, words = {
        "empty": (b"", "is not a zip, or it is damaged"),
        "text": (b"<html>log in</html>", "is not a zip, or it is damaged"),
        "cut short": (data[:-40], "is not a zip, or it is damaged"),
        "encrypted": (encrypted(data), "is encrypted"),
        "no course": (
            zipped(tmp_path / "nothing", more={"readme.txt": b""}),
            "holds no course: there is no course.toml",
        ),
        "two folders": (zipped(shipped, "a/", {"b/x": b""}), "holds no course"),
        "no course.toml": (zipped(shipped / "exercises"), "`dlcourse dev pack` makes such a zip"),
    }[kind]
    path.write_bytes(content)
    ended = fetch(path)
    assert (ended.code, words in ended.err) == (2, True), ended
    assert not mine.exists()


def harm_name(course: Path) -> str:
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(text.replace('name = "tiny"', 'name = "other"'))
    return "is the course 'other', but this folder holds the course 'tiny'"


def harm_week(course: Path) -> str:
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(text.replace('name = "basics"', 'name = "advanced"'))
    return "There is no week 'basics'"


def harm_manifest(course: Path) -> str:
    (course / "course.toml").write_text("name = ")
    return "tiny.zip: course.toml: Invalid value"


def harm_data(course: Path) -> str:
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(text.replace('data = ["words.txt"]', 'data = ["words.txt", "../course.toml"]'))
    return "tiny.zip: course.toml: basics: '../course.toml' in `data` is not the plain name of a file"


def harm_key(course: Path) -> str:
    (course / "keys/basics/words.key").unlink()
    return "has no key of basics/words. `dlcourse dev pack`"


def harm_stub(course: Path) -> str:
    (course / "exercises/basics/words.py").unlink()
    return "has no exercises/basics/words.py"


@pytest.mark.parametrize("harm", [harm_name, harm_week, harm_manifest, harm_data, harm_key, harm_stub])
def test_a_bad_release_leaves_the_old_course(fetch, at_work, web, packed, shipped, mine, solutions, harm):
    """A release of another course, without the week, or with a part missing is refused, and all works as before."""
    fetch(web.publish(packed.read_bytes()))
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    words = harm(shipped)
    web.publish(zipped(shipped))
    ended = fetch()
    assert (ended.code, words in ended.err) == (2, True), ended
    assert ".new-" not in ended.err
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before
    assert at_work("check", "numbers").code == 0


# ---- an address


def test_an_address(fetch, at_work, web, packed, mine, solutions, tmp_path):
    """A course comes from an address once; then everything works without a network."""
    ended = fetch(web.publish(packed.read_bytes()))
    assert (ended.code, ended.err) == (0, "")
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    assert at_work("check", "numbers").code == 0
    assert [path for path, _ in web.asked] == ["/tiny.zip.sha256", "/tiny.zip"]
    assert leftovers(tmp_path) == []


def test_an_address_is_asked_again(fetch, web, packed, shipped, mine):
    """Another fetch asks for the checksum, and downloads only if it has changed."""
    fetch(web.publish(packed.read_bytes()))
    assert "Nothing is new." in fetch().out
    assert len(web.asked_for()) == 1
    stub = shipped / "exercises/basics/words.py"
    stub.write_text(stub.read_text().replace("Greeting.", "Greeting people."))
    web.publish(zipped(shipped))
    ended = fetch()
    assert (ended.code, "updated: basics/words.py" in ended.out) == (0, True), ended
    assert len(web.asked_for()) == 2
    assert "Greeting people." in (mine / "basics/words.py").read_text()


def test_an_address_with_its_checksum(fetch, web, packed):
    """With #sha256= only the zip is asked for, and another fetch needs no network; it says why nothing can be new."""
    data = packed.read_bytes()
    address = f"{web.publish(data)}#sha256={hashlib.sha256(data).hexdigest()}"
    assert fetch(address).code == 0
    assert [path for path, _ in web.asked] == ["/tiny.zip"]
    ended = fetch()
    assert (ended.code, "exactly this version" in ended.err) == (0, True)
    assert len(web.asked) == 1


def test_a_course_that_was_harmed_comes_again(fetch, at_work, web, packed, mine):
    """If files of the workspace's course are missing or changed, fetch brings them back."""
    fetch(web.publish(packed.read_bytes()))
    (unpacked,) = (mine / ".dlcourse/course").iterdir()
    (unpacked / "graders/basics/numbers/probes.py").unlink()
    assert fetch().code == 0
    assert (unpacked / "graders/basics/numbers/probes.py").exists()
    shutil.rmtree(unpacked)
    ended = at_work("status")
    assert (ended.code, "`dlcourse fetch WEEK` brings it back" in ended.err) == (2, True)
    assert fetch().code == 0
    assert at_work("status").code == 0


def test_an_address_without_a_checksum(fetch, web, packed, mine):
    """Without a checksum an address is refused, with both ways to give one; the zip is not asked for."""
    address = web.publish(packed.read_bytes())
    del web.answers["/tiny.zip.sha256"]
    ended = fetch(address)
    assert ended.code == 2
    assert "tiny.zip.sha256" in ended.err
    assert "#sha256=" in ended.err
    assert not web.asked_for()
    assert not mine.exists()


def test_a_checksum_that_is_none(fetch, web, packed):
    """A login page instead of a checksum is recognised."""
    address = web.publish(packed.read_bytes())
    web.answers["/tiny.zip.sha256"] = whole(b"<html>Please log in</html>")
    ended = fetch(address)
    assert (ended.code, "login page" in ended.err) == (2, True)


def test_a_wrong_checksum(fetch, web, packed, mine, tmp_path):
    """A download with another checksum is deleted; both checksums are named, and nothing is written."""
    data = packed.read_bytes()
    web.publish(data, answer=whole(data + b"!"))
    ended = fetch(web.address())
    assert ended.code == 2
    assert hashlib.sha256(data).hexdigest() in ended.err
    assert hashlib.sha256(data + b"!").hexdigest() in ended.err
    assert leftovers(tmp_path) == []
    assert not mine.exists()


def test_the_course_before_stays_for_what_still_runs_with_it(fetch, web, shipped, mine):
    """The workspace keeps the course that it uses and the one before; other folders that unpacking has left are deleted."""
    stub, folder = shipped / "exercises/basics/words.py", mine / ".dlcourse/course"
    digests = []
    for number in range(3):
        stub.write_text(f"# {number}\n{stub.read_text()}")
        data = zipped(shipped)
        digests.append(hashlib.sha256(data).hexdigest()[:16])
        address = web.publish(data)
        assert fetch(None if number else address).code == 0
        (folder / ".new-killed").mkdir()
        (folder / "mine").mkdir(exist_ok=True)
    (folder / ".new-killed").rmdir()
    assert {path.name for path in folder.iterdir()} == {*digests[1:], "mine"}


def test_the_help_says_whom_to_trust(dlcourse):
    """fetch --help says that a course runs programs on the student's machine."""
    assert "use only courses from people whom you trust" in " ".join(dlcourse("fetch", "--help").out.split())


# ---- faults of the way


@pytest.mark.parametrize("sent", [0, 1000])
def test_a_cut_connection(fetch, web, packed, mine, tmp_path, sent):
    """If the connection is cut, fetch asks for the file once more; if it is cut again, the message says so."""
    data = packed.read_bytes()
    assert fetch(web.publish(data, answer=cut(data, 1, sent))).code == 0
    assert len(web.asked_for()) == 2
    shutil.rmtree(mine)
    ended = fetch(web.publish(data, answer=cut(data, 2, sent)))
    assert (ended.code, "The connection to localhost was cut. Try again." in ended.err) == (2, True), ended
    assert len(web.asked_for()) == 4
    assert leftovers(tmp_path) == []
    assert not mine.exists()


def test_a_connection_that_ends_without_an_answer(fetch, web, packed):
    """A server that ends the connection before it answers is asked once more."""
    data = packed.read_bytes()
    silent = [True]

    def answer(handler) -> None:
        if not silent or not silent.pop():
            whole(data)(handler)

    assert fetch(web.publish(data, answer=answer)).code == 0
    assert len(web.asked_for()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_in_a_download(fetch, web, packed, mine, tmp_path):
    """Ctrl-C in the middle of a download leaves nothing behind, and the next run gets all of it."""
    data = packed.read_bytes()
    half = threading.Event()

    def hang(handler) -> None:
        send(handler, 200, data[:1000], Content_Length=len(data))
        handler.wfile.flush()
        half.set()
        web.over.wait(60)

    address = web.publish(data, answer=hang)
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "fetch", "basics", "--from", address, "--into", mine]
    settings = {"TMPDIR": str(tmp_path / "temporary"), "no_proxy": "localhost"}
    with subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.PIPE, text=True) as process:
        assert half.wait(60)
        assert leftovers(tmp_path)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert "Stopped" in process.stderr.read()
    assert not mine.exists()
    assert leftovers(tmp_path) == []
    web.publish(data)
    assert fetch(address).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the disk is made small with ulimit")
def test_a_disk_that_is_full(web, mine, tmp_path):
    """If the download does not fit on the disk, the message says so, and nothing is left behind."""
    (tmp_path / "temporary").mkdir()
    address = web.publish(bytes(1 << 20))
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "fetch", "basics", "--from", address, "--into", mine]
    limited = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *command]
    settings = {"TMPDIR": str(tmp_path / "temporary"), "no_proxy": "localhost", "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(limited, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert (ended.returncode, "Cannot store the download" in ended.stderr) == (2, True), ended
    assert "Check the free space" in ended.stderr
    assert leftovers(tmp_path) == []
    assert not mine.exists()


REFUSALS = {
    404: "There is nothing at",
    410: "There is nothing at",
    401: "Download it in your browser",
    403: "Download it in your browser",
    418: "refuses",
    429: "Try again later",
    500: "cannot answer now (500). Try again later.",
    503: "cannot answer now (503). Try again later.",
}


@pytest.mark.parametrize(
    ("path", "code"),
    [*(("/tiny.zip", code) for code in REFUSALS), ("/tiny.zip.sha256", 403), ("/tiny.zip.sha256", 500)],
)
def test_an_address_that_is_refused(fetch, web, packed, mine, path, code):
    """Each status of a server other than success has a sentence with the next step."""
    address = web.publish(packed.read_bytes())
    web.answers[path] = status(code)
    ended = fetch(address)
    assert (ended.code, REFUSALS[code] in ended.err) == (2, True), ended
    assert not mine.exists()


@pytest.mark.parametrize("where", ["at once", "half way"])
def test_a_server_that_falls_silent(fetch, web, packed, where):
    """If no byte comes for a while, the command ends, and says how to wait longer."""
    data = packed.read_bytes()

    def silent(handler) -> None:
        if where == "half way":
            send(handler, 200, data[:1000], Content_Length=len(data))
        web.over.wait(60)

    ended = fetch(web.publish(data, answer=silent), DLCOURSE_TIMEOUT="0.3")
    assert ended.code == 2
    assert "sent nothing for 0.3 seconds" in ended.err
    assert "DLCOURSE_TIMEOUT" in ended.err
    assert len(web.asked_for()) == 1


def test_a_patience_that_is_none(fetch, web, packed):
    """DLCOURSE_TIMEOUT takes a number of seconds."""
    ended = fetch(web.publish(packed.read_bytes()), DLCOURSE_TIMEOUT="soon")
    assert (ended.code, "DLCOURSE_TIMEOUT is 'soon'" in ended.err) == (2, True)


def test_a_redirect_is_followed(fetch, web, other_web, packed):
    """A redirect is followed, and a retry works there too."""
    data = packed.read_bytes()
    other_web.publish(data, "/new.zip", cut(data, 1))
    address = web.publish(data, answer=status(302, Location=other_web.address("/new.zip")))
    assert fetch(address).code == 0
    assert len(other_web.asked_for("/new.zip")) == 2


def test_many_redirects(fetch, web, packed):
    """Five redirects are followed, and not a sixth."""
    data = packed.read_bytes()
    address = web.publish(data, answer=status(302, Location="/1"))
    for number in range(1, 5):
        web.answers[f"/{number}"] = status(302, Location=f"/{number + 1}")
    web.answers["/5"] = whole(data)
    assert fetch(address).code == 0
    web.answers["/5"] = status(302, Location="/6")
    web.answers["/6"] = whole(data)
    web.publish(data + b"!", answer=status(302, Location="/1"))
    ended = fetch(address)
    assert (ended.code, "redirects more than 5 times" in ended.err) == (2, True), ended


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("/tiny.zip", "perhaps in a circle"),
        ("http://example.org/tiny.zip", "must begin with https://"),
        ("file:///etc/passwd", "must begin with https://"),
        ("http://localhost:port/", "does not answer as a web server does"),
    ],
)
def test_a_redirect_that_is_refused(fetch, web, packed, mine, to, words):
    """A circle of redirects ends; a redirect to an unsafe address, to a file, or to no address is not followed."""
    ended = fetch(web.publish(packed.read_bytes(), answer=status(302, Location=to)))
    assert (ended.code, words in ended.err) == (2, True), ended
    assert not mine.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (str(1 << 40), "is larger than 256 MB"),
        (5000 * "9", "does not answer as a web server does"),
        ("", "is larger than 256 MB"),
    ],
    ids=["told", "beyond numbers", "not told"],
)
def test_a_download_that_is_too_large(fetch, web, packed, told, words, tmp_path):
    """A download that is too large is refused: by the length that the server announces, or by the bytes that come."""

    def answer(handler) -> None:
        handler.send_response(200)
        if told:
            handler.send_header("Content-Length", told)
        handler.end_headers()
        for _ in range(1 if told else 1100):
            handler.wfile.write(bytes(1 << 18))

    ended = fetch(web.publish(packed.read_bytes(), answer=answer))
    assert (ended.code, words in ended.err) == (2, True), ended
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (b"220 mail.example.org ESMTP\r\n", "ended the connection without an answer. Check the address"),
        (b"220 mail.example.org ESMTP\r\n\r\n", "does not answer as a web server"),
    ],
)
def test_a_server_that_speaks_otherwise(fetch, web, packed, says, words):
    """A server that does not speak HTTP is recognised."""
    ended = fetch(web.publish(packed.read_bytes(), answer=lambda handler: handler.wfile.write(says)))
    assert (ended.code, words in ended.err) == (2, True), ended


def test_without_a_network(fetch, at_work, packed, mine, solutions):
    """Offline, a course from an address can still be checked; fetch brings back files from the course that is here, and says why."""
    with serving(Web()) as server:
        fetch(server.publish(packed.read_bytes()))
    (mine / "basics/numbers.py").write_text(solutions["numbers"])
    (mine / "basics/words.py").unlink()
    ended = fetch()
    assert ended.code == 0
    assert "no server runs there now" in ended.err
    assert "The course that you have stays in use" in ended.err
    assert "new: basics/words.py" in ended.out
    assert at_work("check", "numbers").code == 0


def test_a_new_week_without_a_network(fetch, packed):
    """Offline, for a week that the course here does not have, the message is about the network: the newest course may have it."""
    with serving(Web()) as server:
        fetch(server.publish(packed.read_bytes()))
    ended = fetch(week="advanced")
    assert (ended.code, "no server runs there now" in ended.err) == (2, True), ended


def test_a_first_fetch_without_a_network(fetch, mine):
    """For a first fetch without a network, the message says that the host cannot be found."""
    ended = fetch("https://nowhere.invalid/course.zip")
    assert (ended.code, "There is no network, or no host of the name nowhere.invalid" in ended.err) == (2, True), ended
    assert not mine.exists()


def test_no_noise_without_a_terminal(fetch, web, packed):
    """In a pipe a download prints nothing of its progress."""
    ended = fetch(web.publish(packed.read_bytes()))
    assert "getting the course" not in ended.out + ended.err
    assert ended.out.startswith("  new: ")


# ---- a proxy


def test_a_proxy_of_the_environment(fetch, web, packed):
    """A proxy that the environment names is asked, with its scheme or without, unless no_proxy names the host."""
    data = packed.read_bytes()
    address = "http://localhost:1/tiny.zip"
    web.publish(data, address)
    for proxy in (web.address(""), web.address("").removeprefix("http://")):
        assert fetch(address, http_proxy=proxy, no_proxy=None, NO_PROXY=None).code == 0
    assert len(web.asked_for(address)) == 1
    assert len(web.asked_for(f"{address}.sha256")) == 2
    ended = fetch(address, http_proxy=web.address(""), no_proxy="localhost")
    assert "localhost refuses the connection" in ended.err


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("web", "(or the proxy that your settings name) refuses the request (407"),
        ("http://localhost:1", "(or the proxy that your settings name) refuses the connection"),
        ("http://nowhere.invalid:1", "(or the proxy that your settings name). Check both"),
        ("gopher://localhost:1", "(or the proxy that your settings name) cannot be asked"),
    ],
)
def test_a_proxy_that_cannot_be_used(fetch, web, proxy, words):
    """If a proxy refuses, is missing, or cannot be used, the message says that it may be the proxy."""
    settings = {"https_proxy": web.address("") if proxy == "web" else proxy, "no_proxy": None, "NO_PROXY": None}
    ended = fetch("https://example.org/tiny.zip", **settings)
    assert (ended.code, words in ended.err) == (2, True), ended


def test_all_proxy_is_ignored(fetch, web, packed):
    """ALL_PROXY is ignored, because it often names a SOCKS proxy, which needs one more package."""
    settings = {"all_proxy": "socks5://localhost:1", "no_proxy": None, "NO_PROXY": None}
    assert fetch(web.publish(packed.read_bytes()), **settings).code == 0


# ---- https


@pytest.fixture
def secure(web, tmp_path):
    """Make the server speak https, with a certificate of an authority that only `authority.pem` knows."""
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    web.socket = context.wrap_socket(web.socket, server_side=True)
    web.scheme = "https"
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    return tmp_path / "authority.pem"


def test_https(fetch, web, secure, packed, mine):
    """A course can be fetched over https with a trusted certificate."""
    ended = fetch(web.publish(packed.read_bytes()), SSL_CERT_FILE=str(secure))
    assert (ended.code, ended.err) == (0, "")
    assert (mine / "basics/numbers.py").exists()


def test_https_with_an_unknown_certificate(fetch, web, secure, packed, mine):
    """With a certificate that is not trusted nothing is fetched, and the message names possible reasons."""
    ended = fetch(web.publish(packed.read_bytes()), SSL_CERT_FILE=None)
    assert ended.code == 2
    assert "does not trust" in ended.err
    assert "SSL_CERT_FILE" in ended.err
    assert not mine.exists()


def test_https_that_leads_to_http(fetch, web, other_web, secure, packed, mine):
    """A redirect from https to http is refused, even to this machine."""
    data = packed.read_bytes()
    web.publish(data, answer=status(302, Location=other_web.publish(data)))
    ended = fetch(web.address(), SSL_CERT_FILE=str(secure))
    assert (ended.code, "which is not https" in ended.err) == (2, True), ended
    assert not other_web.asked
    assert not mine.exists()


def test_http_where_https_is_spoken(fetch, packed, mine):
    """For a port without https, the message says that no secure connection is possible."""
    with serving(Web()) as server:
        address = server.publish(packed.read_bytes()).replace("http://", "https://")
        ended = fetch(address)
    assert (ended.code, "No secure connection" in ended.err) == (2, True), ended
    assert not mine.exists()
