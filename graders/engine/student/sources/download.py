"""Downloads: only https, within limits, resumed where they were cut, and verified before anything uses them.

A download grows in the cache, in a folder of its own that holds `course.zip.part` and what the server said of it. The folder's
name ends with the process that fills it; where that process is gone, the next one takes the folder over and goes on from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

import msgspec
import psutil

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import cache_folder, digest, write_atomic
from dlcourse.graders.engine.results.records import NOT_JSON
from dlcourse.graders.engine.student.sources.names import require_safe
from dlcourse.graders.engine.text import one_line

MAX_BYTES: Final = 256 << 20
MAX_REDIRECTS: Final = 5
SECONDS: Final = 30.0
_MAX_SMALL: Final = 64 << 10
_CHUNK: Final = 1 << 16
_TRIES: Final = 5
_KEPT_DAYS: Final = 7
_WAITING: Final = (408, 429)  # of the 4xx those that pass

Progress = Callable[[int, int | None], None]  # bytes that are here, and of how many, where that is known


class Unreachable(CourseError):
    """The other end cannot be asked at the moment: later it may well answer."""


class _Cut(ConnectionError):
    """The connection ended before the file did."""


class _StartOver(Exception):
    """What is here and what the server has now are not of one piece."""


class _Said(msgspec.Struct, frozen=True):
    """What the server said that the bytes of a .part belong to, as If-Range takes it; empty where it said nothing."""

    validator: str = ""


def patience() -> float:
    """Return how many seconds to wait for the next byte: DLCOURSE_TIMEOUT, or 30."""
    text = os.environ.get("DLCOURSE_TIMEOUT")
    try:
        seconds = SECONDS if text is None else float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise CourseError(f"DLCOURSE_TIMEOUT is {text!r}: it takes a number of seconds, such as 30.")
    return seconds


def read_small(address: str) -> bytes | None:
    """Return the content of a small file at an address; None where there is none."""
    try:
        with _open(address, {}) as answer:
            content: bytes = answer.read(_MAX_SMALL + 1)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410):
            return None
        raise _fault(error, address) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _fault(error, address) from error
    return content[:_MAX_SMALL]


@contextlib.contextmanager
def downloaded(address: str, sha256: str, progress: Progress) -> Iterator[Path]:
    """Give a file with the bytes of an address, which has the SHA-256 that was promised; it is gone afterwards.

    Raises CourseError, with the next step, where there is none; Unreachable where that may pass. Then what has come so far
    stays in the cache.
    """
    part = _Part(_claim(address, sha256), address, progress)
    goes_on = False
    try:
        part.complete(sha256)
        yield part.file
    except (Unreachable, KeyboardInterrupt):
        goes_on = part.size > 0
        raise
    finally:
        if not goes_on:
            shutil.rmtree(part.folder, ignore_errors=True)


class _Part:
    """A download that is on its way."""

    def __init__(self, folder: Path, address: str, progress: Progress) -> None:
        self.folder = folder
        self.file = folder / "course.zip.part"
        self.about = folder / "about.json"
        self.address = address
        self.progress = progress

    def complete(self, sha256: str) -> None:
        """Get all of it, and see that it is what was promised."""
        resumed = self.size > 0
        if resumed and self._digest() == sha256:
            return
        self._fill()
        found = self._digest()
        if found != sha256 and resumed:  # pieces of two files, perhaps: once more from the start
            self._empty()
            self._fill()
            found = self._digest()
        if found != sha256:
            raise CourseError(
                f"What came from {self.address} is not what was promised. Its SHA-256 is\n"
                f"  {found}, but it should be\n  {sha256}.\n"
                "It was discarded. If the course is being published at this moment, try again in a minute; "
                "else tell whoever gave you the address."
            )

    @property
    def size(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    def _digest(self) -> str:
        """Return the SHA-256 of what is here."""
        with self.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _empty(self) -> None:
        try:
            self.file.write_bytes(b"")
        except OSError as error:
            raise _cannot_write(self.file, error) from error

    def _fill(self) -> None:
        """Get what is missing: again at once where the connection was cut and something had come, a few times."""
        for left in reversed(range(_TRIES)):
            before = self.size
            try:
                self._get()
                return
            except _StartOver:
                self._empty()
            except (OSError, http.client.HTTPException, ValueError) as error:
                fault = _fault(error, self.address)
                if isinstance(fault, Unreachable) and self.size > before and left:
                    continue
                if isinstance(fault, Unreachable) and self.size and self._said().validator:
                    here = f"{_megabytes(self.size)} are here; the same command goes on from there."
                    raise Unreachable(f"{fault} {here}") from error
                raise fault from error
        raise Unreachable(f"{_host(self.address)} answers differently each time. Try again later.")

    def _get(self) -> None:
        size, said = self.size, self._said()
        asked = {"Range": f"bytes={size}-", "If-Range": said.validator} if size and said.validator else {}
        try:
            answer = _open(self.address, asked)
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and asked:
                error.close()
                raise _StartOver from error
            raise
        with answer:
            now = _Said(_validator(answer))
            resumed = answer.status == HTTPStatus.PARTIAL_CONTENT
            if resumed and (now != said or not answer.headers.get("Content-Range", "").startswith(f"bytes {size}-")):
                raise _StartOver
            if not resumed:
                size = 0
                self._empty()
                write_atomic(self.about, msgspec.json.encode(now))
            length = answer.headers.get("Content-Length", "")[:20]  # so many digits are too many in any case
            self._take(answer, size, size + int(length) if length.isdecimal() else None)

    def _take(self, answer: http.client.HTTPResponse, size: int, total: int | None) -> None:
        if total is not None and total > MAX_BYTES:
            raise _too_large(self.address)
        self.progress(size, total)
        while size != total and (chunk := answer.read1(_CHUNK)):
            size += len(chunk)
            if size > MAX_BYTES:
                raise _too_large(self.address)
            try:
                with self.file.open("ab") as file:
                    file.write(chunk)
            except OSError as error:
                raise _cannot_write(self.file, error) from error
            self.progress(size, total)
        if total is not None and size < total:
            raise _Cut

    def _said(self) -> _Said:
        try:
            return msgspec.json.decode(self.about.read_bytes(), type=_Said)
        except (OSError, *NOT_JSON):
            return _Said()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow what a server sends on to, within the same rules."""

    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise CourseError(
                f"{req.full_url} sends on to {one_line(newurl)}, which is not https, so anybody on the way could change "
                "the course. It is not taken: tell whoever gave you the address."
            )
        require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(address: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    tls = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    opener = urllib.request.build_opener(_Redirects, tls)
    request = urllib.request.Request(address, headers={"User-Agent": "dlcourse", **headers})
    answer: http.client.HTTPResponse = opener.open(request, timeout=patience())
    return answer


def _validator(answer: http.client.HTTPResponse) -> str:
    """Return what If-Range can compare: a strong ETag, else the date of the last change."""
    etag: str = answer.headers.get("ETag", "")
    return etag if etag.startswith('"') else answer.headers.get("Last-Modified", "")


def _claim(address: str, sha256: str) -> Path:
    """Return this process's folder for a download: one that a process left which is gone, or a new one."""
    folder = cache_folder("downloads")
    name = digest([address, sha256])[:24]
    mine = folder / f"{name}.{os.getpid()}"
    try:
        mine.mkdir(parents=True, exist_ok=True)
        for other in folder.iterdir():
            pid = other.name.rpartition(".")[2]
            if other == mine or not pid.isdecimal() or psutil.pid_exists(int(pid)):
                continue
            with contextlib.suppress(OSError):  # somebody else may be quicker
                if other.name.startswith(f"{name}."):
                    mine.rmdir()  # only while it is empty
                    other.rename(mine)
                elif time.time() - other.stat().st_mtime > _KEPT_DAYS * 86_400:
                    shutil.rmtree(other, ignore_errors=True)
        mine.mkdir(exist_ok=True)
    except OSError as error:
        raise _cannot_write(mine, error) from error
    return mine


def _fault(error: Exception, address: str) -> CourseError:
    """Return what went wrong, with the next step."""
    host = _host(address)
    if isinstance(error, urllib.error.HTTPError):
        return _refusal(error.code, address)
    if isinstance(error, urllib.error.URLError):
        if isinstance(error.reason, Exception):
            return _fault(error.reason, address)
        return CourseError(f"{address} cannot be asked: {one_line(str(error.reason))}.")
    match error:
        case ssl.SSLCertVerificationError():
            mac = " On macOS, run Install Certificates.command of your Python once." if sys.platform == "darwin" else ""
            return CourseError(
                f"{host} has a certificate that this machine does not trust ({one_line(error.verify_message)}), so it may be "
                "somebody else. Is the clock right? Does the network want you to log in first? A certificate of your own "
                f"school goes into a file that SSL_CERT_FILE names.{mac}"
            )
        case ssl.SSLError():
            return Unreachable(f"No secure connection to {host} came about ({one_line(str(error))}). Try again later.")
        case socket.gaierror():
            return Unreachable(
                f"There is no network, or no host of the name {host}: it cannot be looked up. Check both, then try again."
            )
        case TimeoutError():
            return Unreachable(
                f"{host} sent nothing for {patience():g} seconds. Try again later; DLCOURSE_TIMEOUT=120 waits longer."
            )
        case ConnectionRefusedError():
            via = " (or the proxy that your settings name)" if urllib.request.getproxies() else ""
            return Unreachable(f"{host}{via} refuses the connection: no server runs there now. Try again later.")
        case http.client.InvalidURL() | ValueError():
            return CourseError(f"{address} is not an address: {one_line(str(error))}.")
        case ConnectionError() | http.client.IncompleteRead():
            return Unreachable(f"The connection to {host} was cut. Try again.")
        case http.client.HTTPException():
            return CourseError(
                f"{host} does not answer as a web server does ({type(error).__name__}). Check the address."
            )
    return Unreachable(
        f"{host} cannot be reached: {one_line(getattr(error, 'strerror', '') or str(error))}. Try again later."
    )


def _refusal(code: int, address: str) -> CourseError:
    if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return CourseError(f"There is nothing at {address} ({code}). Check the address, or ask whoever gave it to you.")
    if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return CourseError(
            f"{_host(address)} does not give {address} to everybody ({code}). Download it in your browser, "
            "then: dlcourse fetch WEEK --from FILE"
        )
    if 300 <= code < 400:
        return CourseError(
            f"{address} sends on in a circle, more than {MAX_REDIRECTS} times, or to what is no web address. Check the address."
        )
    if code >= 500 or code in _WAITING:
        return Unreachable(f"{_host(address)} has a fault of its own ({code}). Try again later.")
    return CourseError(f"{_host(address)} refuses {address} ({code}). Check the address.")


def _too_large(address: str) -> CourseError:
    return CourseError(f"{address} is larger than {_megabytes(MAX_BYTES)}, which is the most that a course may have.")


def _cannot_write(path: Path, error: OSError) -> CourseError:
    return CourseError(
        f"Cannot write {path}: {error.strerror or error}. Check the free space; DLCOURSE_CACHE=FOLDER names another place."
    )


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{size / 1024:.0f} kB"
