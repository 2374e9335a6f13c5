"""Accept or reject all changes of a file in LibreOffice.

Usage, in tests: python3 -m office.settle_changes PROFILE FILE Accept|Reject OUT
"""

from __future__ import annotations

import sys

from office.writer_bridge import dispatch, opened, running, saved


def main(profile: str, file: str, how: str, out: str) -> None:
    """Open it, settle its changes as the menu does, save it as ``out``."""
    with running(profile) as context:
        text = opened(context, file)
        dispatch(context, text, f"{how}AllTrackedChanges")
        saved(text, out)
        text.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:5])
