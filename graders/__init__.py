"""The engine: collect evidence from untrusted code, judge it elsewhere, keep the records.

    submission ──collect──▶ evidence ──judge──▶ results ──report──▶ terminal, JSON, grades.csv

`authoring` and `assertions` are what a course author imports; everything else is the engine's own.
The folders of weeks beside this file are course material; the engine never names them.
"""
