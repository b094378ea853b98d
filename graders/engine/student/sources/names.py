"""What `fetch --from` accepts: a folder, a zip, or the https address of a zip; a zip may have `#sha256=HEX` at the end."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.text import one_line

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_IN_ADDRESSES: Final = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True)
class Source:
    """A source. `place` is an absolute path or an address, `sha256` the expected checksum of a zip, or empty."""

    kind: Literal["folder", "zip", "address"]
    place: str
    sha256: str = ""

    def __str__(self) -> str:
        return f"{self.place}#sha256={self.sha256}" if self.sha256 else self.place


def read_source_name(text: str) -> Source:
    """Return the source that a text names; CourseError, with the next step, if it names none."""
    if "://" in text:
        return _address(text)
    try:
        return _path(text)
    except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have; ~ of an unknown user
        raise CourseError(f"{one_line(text)} cannot be read: {error}.") from error


def _path(text: str) -> Source:
    place, sha256 = text, ""
    if "#" in text and not Path(text).expanduser().exists():  # a path may hold a #
        place, _, fragment = text.rpartition("#")
        sha256 = _sha256(fragment)
    path = Path(place).expanduser().resolve()
    if path.is_dir():
        if sha256:
            raise CourseError(f"{path} is a folder, which has no checksum: remove #sha256=…")
        return Source("folder", str(path))
    if path.is_file():
        return Source("zip", str(path), sha256)
    raise CourseError(
        f"There is no folder and no file {path}. A course comes from a folder, a zip, or the https address of a zip."
    )


def _address(text: str) -> Source:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port  # raises ValueError if it is not a number
    except ValueError as error:
        raise CourseError(f"{one_line(text)} is not an address: {error}.") from error
    if parts.username is not None or parts.password is not None:
        raise CourseError(
            "An address with a name or password in it is refused, because it would be stored with your work."
        )
    if not host or any(c.isspace() or not c.isprintable() for c in text.strip()):
        raise CourseError(f"{one_line(text)} is not an address. It looks like https://example.org/course.zip")
    sha256 = _sha256(parts.fragment) if parts.fragment else ""
    path, query = quote(parts.path, safe=_IN_ADDRESSES), quote(parts.query, safe=_IN_ADDRESSES)
    address = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    require_safe(address)
    return Source("address", address, sha256)


def require_safe(address: str) -> None:
    """Raise CourseError for an address that anybody on the way could answer: only https, and http to this machine, are safe."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        return
    raise CourseError(
        f"{one_line(address)} is refused: a course contains programs, so its address must begin with https://."
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _sha256(fragment: str) -> str:
    name, _, value = fragment.partition("=")
    if name != "sha256" or not _HEX.fullmatch(value.lower()):
        raise CourseError(f"#{one_line(fragment)} is not a checksum. It is #sha256= and 64 digits from 0 to f.")
    return value.lower()


def checksum_file(place: str) -> str:
    """Return the path or address of the file with a zip's checksum: that of the zip with .sha256 at the end."""
    if "://" not in place:
        return f"{place}.sha256"
    parts = urlsplit(place)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path}.sha256", parts.query, ""))


def read_checksum(content: bytes, where: str, name: str) -> str:
    """Return the checksum of the file `name` in the output of sha256sum; CourseError if there is none.

    where: the path or address of `content`, for messages.
    """
    found: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        value, _, file = line.strip().removeprefix("\\").partition(" ")
        if _HEX.fullmatch(value.lower()):
            found[file.strip().removeprefix("*").rpartition("/")[2]] = value.lower()
    if name in found:
        return found[name]
    if len(found) == 1:
        return next(iter(found.values()))
    what = f"holds no checksum of {one_line(name)}" if found else "holds no SHA-256"
    login = " Is it a login page of your network?" if "://" in where else ""
    raise CourseError(f"{where} {what}. It should have the line that `sha256sum {one_line(name)}` writes.{login}")
