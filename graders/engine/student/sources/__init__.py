"""Where a course comes from, if not with dlcourse: a folder, a zip, or the https address of a zip.

    names.py     what `--from` accepts, and what it means
    download.py  an address: https only, within limits, verified before anything uses it; faults.py: messages of its errors
    unpack.py    a zip: nothing leaves its folder
    own.py       the course of a workspace: got from its source, and asked for a newer version
    packing.py   the zip that an author makes

A course's checks are programs that run on the student's machine. A checksum shows that a course is the one that its author
published, not that it is harmless: use only courses from people whom you trust.
"""
