"""The command line. ``main`` answers ``--version`` before anything is imported; each command's
module is imported when the command is run."""

from __future__ import annotations

import gc
import sys

_SELDOM = (100_000, 20, 50)


def main() -> None:
    """Run ``draftrace``; exit codes 0 done, 1 refused or a difference, 2 usage, 3 unreadable."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from draftrace import __version__

        print(f"draftrace {__version__}")
        return
    # What is imported and read stays: to go through it every 700 objects takes a twentieth of the
    # time and finds nothing.
    gc.set_threshold(*_SELDOM)
    try:
        from draftrace.cli.run import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        # Ctrl-C while modules are still being loaded.
        print("Stopped; nothing was recorded.", file=sys.stderr)
        sys.exit(1)
