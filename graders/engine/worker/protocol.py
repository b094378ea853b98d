"""What a worker and its supervisor share: frames on a pipe, and some names. The trusted side imports only this file of the room.

A frame is one kind byte, eight bytes of little-endian length, and the payload.
"""

from __future__ import annotations

from typing import IO, Final

DATA: Final = b"D"  # a packed tree
KEEP: Final = b"K"  # questions to have ready for the jobs to come; only for a worker that forks
END: Final = b"E"  # the job is over; the payload is the exit code of its process, if it had one of its own
STOP: Final = b"S"  # end the running job now; the only frame that may come while a job runs
MEMORY: Final = b"memory"  # instead of an exit code: the job was ended because its processes used too much memory
FILES: Final = b"files"  # instead of an exit code: the job was ended because it made too many files
MAX_FRAME: Final = 64 << 20
PROBES_FILE: Final = "<probes>"  # the name of probes.py in tracebacks
SCRATCH: Final = "/scratch"  # HOME, TMPDIR and the current folder of a job in the hard sandbox
WRITABLE: Final = (SCRATCH, "/dev/shm")  # the only folders there that a job may write to
MAX_FILES: Final = 4096  # in each of them
HEAVY: Final = (  # modules that are worth importing before the first job that needs them
    *("torch", "torch._dynamo", "torchmetrics", "pandas", "scipy", "sklearn", "matplotlib.pyplot"),
    *("torch.utils.data", "dlcourse.datasets.tables"),
)


class BadFrame(ValueError):
    """The stream does not hold frames."""


def write_frame(stream: IO[bytes], kind: bytes, payload: bytes = b"", *, more: bool = False) -> None:
    """Write one frame, and flush unless more follow at once. Raises OSError if the other side is gone."""
    stream.write(kind + len(payload).to_bytes(8, "little") + payload)
    if not more:
        stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return (kind, payload), or None at the end of the stream. Raises BadFrame for anything else."""
    head = read_head(stream)
    return None if head is None else (head[0], read_body(stream, head[1]))


def read_head(stream: IO[bytes]) -> tuple[bytes, int] | None:
    """Return (kind, size) of the next frame, and leave its payload in the stream; None at the end. Raises BadFrame."""
    head = _read(stream, 9)
    if not head:
        return None
    kind, size = head[:1], int.from_bytes(head[1:], "little")
    if len(head) < 9 or kind not in (DATA, KEEP, END, STOP) or size > MAX_FRAME:
        raise BadFrame("not a frame")
    return kind, size


def read_body(stream: IO[bytes], size: int) -> bytes:
    """Return the payload of the frame whose head was read. Raises BadFrame if the stream ends before."""
    payload = _read(stream, size)
    if len(payload) < size:
        raise BadFrame("a frame that was cut short")
    return payload


def _read(stream: IO[bytes], size: int) -> bytes:
    """Read `size` bytes, fewer only at the end. A raw stream returns what is there, so it is read until that is enough."""
    parts = []
    while size > 0 and (part := stream.read(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
