"""Run `dlcourse ARGUMENTS` and press Ctrl-C at one moment: `python interrupted.py MOMENT PIDS ARGUMENTS…`.

MOMENT: `import NAME`, when that module is first imported; `write N`, before the Nth file is written; or `-`, where
something else does it. The pid of each worker that is started is written to the file PIDS.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

moment, pids = sys.argv.pop(1), sys.argv.pop(1)
kind, _, which = moment.partition(" ")


def press():
    os.kill(os.getpid(), signal.SIGINT)


class AtImport:
    def find_spec(self, name, path=None, target=None):
        if kind == "import" and name == which:
            sys.meta_path.remove(self)
            press()


class Recorded(subprocess.Popen):
    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        with Path(pids).open("a") as file:
            file.write(f"{self.pid}\n")


made = 0
mkstemp = tempfile.mkstemp


def counting(*arguments, **settings):
    global made
    made += 1
    if kind == "write" and made == int(which):
        press()
    return mkstemp(*arguments, **settings)


subprocess.Popen = Recorded
tempfile.mkstemp = counting
sys.meta_path.insert(0, AtImport())

from dlcourse.cli.main import main  # noqa: E402

main()
