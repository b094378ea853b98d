"""The program of `dlcourse dev try --pdb`: `python -P -m dlcourse.graders.engine.worker.debugging JOB`.

It runs a job of the course's own code in a plain process with the author's terminal, so that `breakpoint()` and the
debugger work. It stops where an exception is raised. Never for a submission: it has no sandbox.
"""

from __future__ import annotations

import pdb
import sys
from pathlib import Path
from typing import Any

from dlcourse.graders.engine.evidence.wire import JOB_LIMITS, unpack
from dlcourse.graders.engine.worker.student import Student
from dlcourse.graders.engine.worker.worker import Questions, load, reset


def main() -> None:
    """Run the job in the file that the first argument names, and print what each probe returns."""
    job: dict[str, Any] = unpack(Path(sys.argv[1]).read_bytes(), JOB_LIMITS)
    questions = Questions(job["questions"])
    try:
        submission = load(job)
        for request in job["probes"]:
            name = request["name"]
            print(f"{name} …")
            reset()
            values = questions.functions[name](Student(*submission), **questions.inputs[name])
            for name, value in dict(values).items():
                print(f"  {name} = {value!r}")
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
        pdb.post_mortem(error.__traceback__)


if __name__ == "__main__":
    main()
