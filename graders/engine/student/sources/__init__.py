"""Where a course comes from, other than with dlcourse: a folder, a zip, or the https address of a zip.

    names.py     what `--from` takes, and what it means
    download.py  an address: only https, within limits, resumed where it was cut, verified before anything uses it
    unpack.py    a zip: nothing of it leaves its folder, and it is complete before it counts
    own.py       a workspace's own course: brought, asked for news, opened
    packing.py   the zip that an author makes

A course's checks are programs that run on the student's machine. A checksum says that a course is the one that was meant, not
that it means well: take courses only from people whom you trust.
"""
