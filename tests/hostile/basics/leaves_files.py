"""Leaves files for the next student wherever it may write.

Record: error: left in /dev/shm /scratch
Needs: bwrap
"""

import os

left = []
for folder in (
    "/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/dev/mqueue", "/run", "/etc", "/usr", "/usr/lib", "/home", "/root", "/engine",
    "/engine/dlcourse", "/engine/dlcourse/graders", "/engine/dlcourse/graders/engine/worker", "/engine/dlcourse/datasets", "/work",
    "/proc", "/sys", "@ROOT@", "@ROOT@/submissions", "@ROOT@/submissions/a_right", "@ROOT@/results", "@ROOT@/home", os.getcwd(),
):  # fmt: skip
    try:
        with open(f"{folder}/hostile-file", "w") as file:
            file.write("for the next one")
        left.append(os.path.realpath(folder))
    except OSError:
        pass
raise RuntimeError(f"left in {' '.join(sorted(set(left)))}")


def double(x):
    return x * 0


def total(values):
    return -1.0
