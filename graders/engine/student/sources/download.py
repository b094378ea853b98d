"""Downloads: https only, at most 256 MB, one retry, and the SHA-256 verified before anything uses the file."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import ssl
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student.sources.faults import Cut, Missing, fault, proxy_of, refusal
from dlcourse.graders.engine.student.sources.names import require_safe
from dlcourse.graders.engine.text import one_line

if TYPE_CHECKING:
    import httpx

MAX_BYTES: Final = 256 << 20
MAX_REDIRECTS: Final = 5
SECONDS: Final = 30.0
_MAX_SMALL: Final = 64 << 10
_HEADERS: Final = {"User-Agent": "dlcourse", "Accept-Encoding": "identity"}  # the checksum is one of the file as it is

Progress = Callable[[int, int | None], None]  # bytes so far, and of how many, if that is known


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
    """Return the first 64 kB of what is at an address; None if there is nothing."""
    try:
        with _answer(address) as answer:
            return next(answer.iter_raw(_MAX_SMALL), b"")
    except Missing:
        return None


@contextlib.contextmanager
def downloaded(address: str, sha256: str, progress: Progress) -> Iterator[Path]:
    """Download what is at an address and yield the file, which has this SHA-256; delete it at the end.

    Raises CourseError, with the next step, if there is no such file; Unreachable if it may help to try again later.
    """
    with contextlib.ExitStack() as stack:
        try:
            path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dlcourse-"))) / "course.zip"
            found = ""
            with contextlib.suppress(Cut):
                found = _save(address, path, progress)
            found = found or _save(address, path, progress)
        except OSError as error:  # of the disk: those of the network are CourseErrors by now
            raise CourseError(
                f"Cannot store the download: {error.strerror or error}. Check the free space; TMPDIR=FOLDER uses another folder."
            ) from error
        if found != sha256:
            raise CourseError(
                f"The file at {address} is not the expected one. Its SHA-256 is\n  {found}, but it should be\n  {sha256}.\n"
                "The download was deleted. If the course is being published right now, try again in a minute; "
                "else tell the person who gave you the address."
            )
        yield path


def _save(address: str, path: Path, progress: Progress) -> str:
    """Write what is at an address to a file, and return its SHA-256."""
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file, _answer(address) as answer:
        length = answer.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() else None
        for chunk in itertools.chain([b""], answer.iter_raw()):  # b"": what is announced may be too large already
            size += len(chunk)
            if max(size, total or 0) > MAX_BYTES:
                raise CourseError(f"{address} is larger than {MAX_BYTES >> 20} MB, the most that a course may have.")
            digest.update(chunk)
            file.write(chunk)
            progress(size, total)
    return digest.hexdigest()


@contextlib.contextmanager
def _answer(address: str) -> Iterator[httpx.Response]:
    """Ask for an address, follow redirects, and yield the answer; its body is still to be read.

    Raises CourseError for every fault of the network or the server, also while the body is read.
    """
    import httpx  # noqa: PLC0415  slow to import

    tls = ssl.create_default_context()  # with the certificates of SSL_CERT_FILE, else those of the system
    try:
        for _ in range(MAX_REDIRECTS + 1):
            # without trust_env, which takes SOCKS proxies too, and fails: they need one more package
            client = httpx.Client(
                headers=_HEADERS, timeout=patience(), verify=tls, proxy=proxy_of(address), trust_env=False
            )
            with client, client.stream("GET", address) as answer:
                if answer.next_request is None:
                    if not answer.is_success:
                        raise refusal(answer.status_code, address)
                    yield answer
                    return
                address = _redirected(address, str(answer.next_request.url))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, ImportError) as error:
        raise fault(error, address, patience()) from error
    raise CourseError(f"{address} redirects more than {MAX_REDIRECTS} times, perhaps in a circle. Check the address.")


def _redirected(address: str, to: str) -> str:
    """Return where a redirect leads to; CourseError if that is less safe than `address`."""
    if address.startswith("https:") and not to.startswith("https:"):
        raise CourseError(
            f"{address} redirects to {one_line(to)}, which is not https, so anybody on the way could change the course. "
            "Nothing was downloaded: tell the person who gave you the address."
        )
    require_safe(to)
    return to
