"""NumPy, imported when it is first used: a check of plain numbers needs none of it, and it takes longer than the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["np"]

if TYPE_CHECKING:
    import numpy as np
else:

    class _Lazy:
        def __getattr__(self, name):
            import numpy  # noqa: PLC0415

            value = getattr(numpy, name)
            setattr(self, name, value)  # the next use is as fast as the module's own
            return value

    np = _Lazy()
