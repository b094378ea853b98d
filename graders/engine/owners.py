"""Who owns a file: what another user of this machine has put into a folder above must not be run as the current user."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def foreign_owner(path: Path) -> str:
    """Return the name of a file's or folder's owner, if that is neither the current user nor root; else "".

    A link's own owner counts. With sudo, the user who typed it is the current user too. On Windows nobody is foreign.
    """
    if sys.platform != "win32":
        try:
            owner = path.lstat().st_uid
        except OSError:
            return ""
        trusted = {0, os.geteuid()}
        if os.geteuid() == 0 and (typed := os.environ.get("SUDO_UID", "")).isdecimal():
            trusted.add(int(typed))
        if owner not in trusted:
            import pwd  # noqa: PLC0415  only a message needs it

            try:
                return pwd.getpwuid(owner).pw_name
            except KeyError:
                return f"user {owner}"
    return ""
