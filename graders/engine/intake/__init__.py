"""Intake: from what an instructor downloaded to one submission for each student.

    find               finds the submissions of a class, and gives the ids
    layouts            recognises the layout; more than one reading if more can be meant
    roster, enrolment  who takes the course; whose each submission is, and who handed in nothing
    plain, canvas,
    moodle, gradescope one layout each: which entry is which student's
    student_zips       the zips of a plain class: which student's each is, and which one is graded
    student_files      everything that one student handed in
    candidates         the order of preference among the files for one topic
    choosing           the file that is graded for each topic
    found_manifests    the manifests that `dlcourse submit` writes, and how files differ from them
    tree, disk, zips   folders and files, with one interface on disk and inside a zip; nothing is ever extracted
    assignment, names  which topic or student a name stands for; ids that are safe as a folder's name
    times, notes       when files were handed in, if that can be believed; what the instructor is told

Everything that comes in is hostile: names, links, archives. What is not graded as it was handed in is listed, never dropped.
"""
