"""Word and ODT files with tracked changes, read to one plain model.

``read`` takes either; a file that is broken, protected, a bomb or carries macros is refused.
"""

from __future__ import annotations

from draftrace.intake.tracked.files import read

__all__ = ["read"]
