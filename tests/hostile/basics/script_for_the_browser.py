"""Raises errors that are HTML and JavaScript, for whoever shows them on a page.

Record: error: <script>alert(1)</script>
"""

TEXT = "<script>alert(1)</script><img src=x onerror=alert(2)>]]></td></table>{{7*7}}${7*7}"


def double(x):
    raise RuntimeError(TEXT)


def total(values):
    raise RuntimeError(TEXT)
