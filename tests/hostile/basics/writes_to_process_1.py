"""Writes into the memory, the descriptors and the settings of every other process, to run code that has no limits.

Record: error: reached nothing
Needs: bwrap
"""

import os

reached = []


def write_memory(pid):
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
        for line in maps:
            ends, rights, *_ = line.split()
            if "w" in rights:
                memory.seek(int(ends.split("-")[0], 16))
                same = memory.read(8)
                memory.seek(-8, os.SEEK_CUR)
                memory.write(same)
                reached.append(f"the memory of {pid}")
                return


def write_descriptors(pid):
    for name in os.listdir(f"/proc/{pid}/fd"):
        reached.append(f"{name} of {pid}: {os.readlink(f'/proc/{pid}/fd/{name}')}")


def write_settings(pid):
    for name in ("oom_score_adj", "clear_refs", "timerslack_ns", "comm", "coredump_filter"):
        try:
            descriptor = os.open(f"/proc/{pid}/{name}", os.O_WRONLY)
            reached.append(f"{name} of {pid}")
            os.close(descriptor)
        except OSError:
            pass


for number in range(1, 50):
    if number != os.getpid():
        for write in (write_memory, write_descriptors, write_settings):
            try:
                write(number)
            except OSError:
                pass
raise RuntimeError(f"reached {reached or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
