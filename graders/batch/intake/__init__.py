"""Intake: from what an instructor downloaded to one submission per student.

    find.py            recognises the layout of a class, and gives the ids
    classes, canvas,
    moodle, gradescope one layout each: which entry is whose
    work               one student's files: which one counts for each topic
    seals              the manifests that `dlcourse submit` writes
    tree, disk, zips   folders and files, alike on disk and inside a zip; nothing is ever extracted
    names              ids that are safe as a folder's name, and what a zip's name says

Everything that comes in is hostile: names, links, archives. What is not graded as it stands is listed, never dropped.
"""

from dlcourse.graders.batch.intake.find import find_submissions

__all__ = ["find_submissions"]
