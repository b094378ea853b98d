"""Intake: from what an instructor downloaded to one submission per student.

    find.py            recognises the layout of a class, and gives the ids
    classes, canvas,
    moodle, gradescope one layout each: which entry is whose
    packed             the zips of a plain class: whose each is, and which of one student's counts
    work               one student's files, all on a pile, and what is said of those that do not count
    candidates         which of several files counts for a topic
    seals              the manifests that `dlcourse submit` writes
    tree, disk, zips   folders and files, alike on disk and inside a zip; nothing is ever extracted
    names, times       ids that are safe as a folder's name, what names say of a file, and times as far as they are believed

Everything that comes in is hostile: names, links, archives. What is not graded as it stands is listed, never dropped.
"""
