"""Collecting: untrusted code runs in a worker process and leaves evidence. A key is made of the reference's evidence.

`sandbox` and `bwrap` start workers, which run `engine/worker/`. `collector` asks them for evidence and believes nothing
that they send.
"""
