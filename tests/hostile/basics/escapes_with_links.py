"""Makes symbolic and hard links out of its folder and reads and writes through them.

Record: error: loot: nothing
Needs: bwrap
"""

import os

found = []
for number, target in enumerate(("@ROOT@/course/course.toml", "@ROOT@/submissions", "/etc/shadow", "/proc/1/root/etc")):
    for make in (os.symlink, os.link):
        link = f"{make.__name__}{number}"
        try:
            make(target, link)
            found.append(os.listdir(link) if os.path.isdir(link) else open(link, "rb").read(20))
        except OSError:
            pass
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
