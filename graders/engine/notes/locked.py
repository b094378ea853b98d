"""A locked note: its file, and the cipher. See the package's docstring for the choice of both."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from dlcourse.graders.engine.collect.key import KEY_LIMITS, probes_digest
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.evidence.wire import Array, Malformed, Tree, pack, unpack
from dlcourse.graders.engine.notes.values import Place, all_labels

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

SCHEMA: Final = "dlcourse/note/v1"
SCRYPT: Final = {"n": 1 << 16, "r": 8, "p": 1}  # 64 MB
SCRYPT_MEMORY: Final = 80 << 20  # bytes; OpenSSL refuses more than 32 MB unless it is told
KEY_BYTES: Final = 64  # AES-256-SIV has two keys of 32


@dataclass(frozen=True)
class Lock:
    """What a note's secret is made of. inputs: by probe, those that the probe takes. preload: as in a `Key`."""

    topic: str
    probes: str
    inputs: dict[str, dict[str, Tree]]
    places: tuple[Place, ...]
    preload: tuple[str, ...]

    @cached_property
    def header(self) -> bytes:
        """Return all that the file holds in clear."""
        places = [place.to_tree() for place in self.places]
        return pack([SCHEMA, self.topic, self.probes, self.inputs, places, list(self.preload)])

    def opens(self, expected: TopicEvidence, evidence: TopicEvidence) -> bool:
        """Return whether evidence gives the same secret as the reference's."""
        labels = all_labels(self.places, evidence)
        return labels is not None and labels == all_labels(self.places, expected)

    def cipher_key(self, evidence: TopicEvidence) -> bytes | None:
        """Return the key that evidence gives; None if a place is missing there. It takes a moment on purpose."""
        labels = all_labels(self.places, evidence)
        if labels is None:
            return None
        secret = json.dumps(labels, ensure_ascii=True, separators=(",", ":")).encode()
        salt = hashlib.sha256(self.header).digest()
        return hashlib.scrypt(secret, salt=salt, **SCRYPT, maxmem=SCRYPT_MEMORY, dklen=KEY_BYTES)


@dataclass(frozen=True)
class LockedNote:
    """A lock, and the note's text, encrypted."""

    lock: Lock
    box: bytes

    @classmethod
    def of(cls, lock: Lock, expected: TopicEvidence, text: str) -> LockedNote:
        """Encrypt a note with what the reference's evidence gives."""
        key = lock.cipher_key(expected)
        assert key is not None
        return cls(lock, _aes_siv(key).encrypt(text.encode(), None))

    def text(self, evidence: TopicEvidence) -> str | None:
        """Return the note; None if this evidence does not open it."""
        if (key := self.lock.cipher_key(evidence)) is None:
            return None
        cipher = _aes_siv(key)
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        try:
            return cipher.decrypt(self.box, None).decode()
        except InvalidTag:
            return None

    def to_bytes(self) -> bytes:
        """Return the content of the file that `load_note` reads."""
        box, header = (Array.of(np.frombuffer(data, dtype=np.uint8)) for data in (self.box, self.lock.header))
        return pack([header, box])


def load_note(path: Path, topic: Topic) -> LockedNote:
    """Read a locked note. Raises BrokenGrader if it is damaged or was made for other probes than this topic's."""
    try:
        head, box = (array.values.tobytes() for array in unpack(path.read_bytes(), KEY_LIMITS))
        schema, name, probes, inputs, places, preload = unpack(head, KEY_LIMITS)
        if schema != SCHEMA or name != topic.id or probes != probes_digest(topic):
            raise BrokenGrader(f"The note of {topic.id} was made for another version of the course. {_again(topic)}")
        lock = Lock(name, probes, inputs, tuple(map(Place.from_tree, places)), tuple(preload))
    except (OSError, Malformed, AttributeError, ValueError, TypeError) as error:
        raise BrokenGrader(f"The note {path} cannot be read ({error}). {_again(topic)}") from error
    if lock.header != head:
        raise BrokenGrader(f"The note {path} cannot be read (it is not in this program's form). {_again(topic)}")
    return LockedNote(lock, box)


def _again(topic: Topic) -> str:
    return f"Install the course again, or, if it came with --from, fetch it again: dlcourse fetch {topic.week.name}"


def _aes_siv(key: bytes) -> AESSIV:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(f"Notes need the package cryptography ({error}): pip install cryptography") from error
    return AESSIV(key)
