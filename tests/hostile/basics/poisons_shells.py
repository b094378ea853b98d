"""Writes start-up files, keys and timetables that run when somebody logs in.

Record: error: left in nothing
Needs: bwrap
"""

import pathlib

left = []
for place in (
    "@ROOT@/home/.bashrc", "@ROOT@/home/.ssh/authorized_keys", "/root/.bashrc", "/root/.ssh/authorized_keys", "/etc/crontab",
    "/etc/cron.d/hostile", "/var/spool/cron/crontabs/root", "/etc/ld.so.preload", "/etc/profile.d/hostile.sh", "/etc/passwd",
    "@ROOT@/home/.config/systemd/user/hostile.service", "@ROOT@/course/course.toml", "@ROOT@/course/conftest.py",
):  # fmt: skip
    try:
        with pathlib.Path(place).open("a") as file:
            file.write("hostile")
        left.append(place)
    except OSError:
        pass
raise RuntimeError(f"left in {left or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
