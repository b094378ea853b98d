"""Collecting: untrusted code runs in a worker process and leaves evidence. Nothing here knows an expected value.

`worker`, `capture` and `explaining` run beside the student's code. `sandbox` starts workers, `collector` asks them for
evidence and believes nothing they say.
"""
