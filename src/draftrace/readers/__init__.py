"""Files to documents: thin readers in front of one structure recognition.

``read`` takes any supported file, ``render`` gives the text back, ``to_json`` is the shape of
``draftrace read FILE`` (DESIGN.md, section 8).
"""

from __future__ import annotations

from draftrace.readers.files import lines, read
from draftrace.readers.shapes import render, to_json

__all__ = ["lines", "read", "render", "to_json"]
