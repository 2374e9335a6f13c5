"""Where does a statement of a wording end?"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.;?!](?<=[a-z)\]].)(?=\s)")  # begun so, it is searched fast


def ends(wording: str) -> list[int]:
    """The characters after the signs that end its statements, but for the last."""
    return [match.end() for match in _END.finditer(wording)]
