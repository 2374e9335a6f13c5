"""What holds for every test."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The machines are shared: a slow moment says nothing about the code. A run plays the cases of the
# run before, so that what fails can be looked at; DRAFTRACE_EXPLORE=1 plays cases never seen.
settings.register_profile(
    "shared machine", deadline=None, derandomize="DRAFTRACE_EXPLORE" not in os.environ
)
settings.load_profile("shared machine")

_LONGEST_ID = 200


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A case's name never holds a file's content.

    Two workers must collect the same names, and a package's bytes can hold the time it was made.
    """
    del config
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > _LONGEST_ID):
        return argname
    return None
