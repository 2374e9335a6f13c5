"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# The machines are shared: a slow moment says nothing about the code.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
