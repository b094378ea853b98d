"""Starts other programs in sessions of their own, and goes on as if nothing had happened.

Record: failed
Needs: bwrap
"""

import os
import subprocess

for command in (["sleep", "600"], ["sh", "-c", "trap '' TERM HUP; while :; do sleep 1; done"]):
    try:
        subprocess.Popen(command, close_fds=False, preexec_fn=os.setpgrp)
    except (OSError, subprocess.SubprocessError):
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
