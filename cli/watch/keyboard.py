"""Single keys from a terminal, without Enter. Afterwards the terminal is as before, however the program ends."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final

NAMES: Final = {
    "\x1b[A": "up", "\x1b[B": "down", "\x1bOA": "up", "\x1bOB": "down", "\x1b[5~": "page up", "\x1b[6~": "page down",
    "\xe0H": "up", "\xe0P": "down", "\xe0I": "page up", "\xe0Q": "page down", "\r": "enter", "\n": "enter",
    "\x1b": "escape", "\x04": "q",
}  # fmt: skip

ONE_KEY: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO.|.", re.DOTALL)  # an arrow key is several characters


@contextlib.contextmanager
def keys(send: Callable[[str], None]) -> Iterator[None]:
    """Call `send`, from a thread, with each key that is pressed: a character, or "up", "down", "page up", "enter", "escape"…"""
    if sys.platform != "win32":
        import termios  # noqa: PLC0415
        import tty  # noqa: PLC0415

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        wanted = termios.tcgetattr(descriptor)
        for character in (termios.VSUSP, termios.VQUIT):  # Ctrl-Z and Ctrl-\ would leave our settings to the shell
            wanted[6][character] = bytes([os.fpathconf(descriptor, "PC_VDISABLE")])
        termios.tcsetattr(descriptor, termios.TCSADRAIN, wanted)
        waking, wake = os.pipe()
        reader = threading.Thread(target=_read_posix, args=(descriptor, waking, send), daemon=True)
        reader.start()
        try:
            yield
        finally:
            os.write(wake, b".")
            reader.join(1)
            os.close(wake)
            os.close(waking)
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    else:
        threading.Thread(target=_read_windows, args=(send,), daemon=True).start()
        yield


def _read_posix(descriptor: int, waking: int, send: Callable[[str], None]) -> None:
    if sys.platform != "win32":
        import select  # noqa: PLC0415

        while True:
            ready, _, _ = select.select([descriptor, waking], [], [])
            if waking in ready:
                return
            try:
                data = os.read(descriptor, 64)
            except OSError:
                data = b""
            if not data:  # the terminal was closed
                send("q")
                return
            for key in ONE_KEY.findall(data.decode("utf-8", "ignore")):
                send(NAMES.get(key, key))


def _read_windows(send: Callable[[str], None]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        while True:
            key = msvcrt.getwch()
            if key in "\x00\xe0":
                key = "\xe0" + msvcrt.getwch()
            if key == "\x03":
                import _thread  # noqa: PLC0415

                _thread.interrupt_main()
                return
            send(NAMES.get(key, key))
