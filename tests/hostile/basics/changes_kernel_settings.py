"""Writes to /proc/sys and /sys: core patterns, limits, protection from running out of memory.

Record: error: left in nothing
Needs: bwrap
"""

import os

left = []
for place, value in (
    ("/proc/sys/kernel/core_pattern", "|/tmp/x"), ("/proc/sys/user/max_user_namespaces", "1000"), ("/proc/sys/kernel/shmall", "1"),
    ("/proc/self/oom_score_adj", "-1000"), ("/proc/self/uid_map", "0 0 1"), ("/proc/self/autogroup", "-20"),
    ("/sys/kernel/mm/transparent_hugepage/enabled", "never"), ("/proc/sysrq-trigger", "c"),
):  # fmt: skip
    try:
        with open(place, "w") as file:
            file.write(value)
        left.append(place)
    except OSError:
        pass
if os.path.isdir("/sys/fs/cgroup"):
    left.append("/sys/fs/cgroup")
raise RuntimeError(f"left in {left or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
