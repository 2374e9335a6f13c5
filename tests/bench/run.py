"""Every benchmark, each in a process of its own, and one line a script: met or missed.

``make bench`` runs them all; ``python tests/bench/run.py fold rolling`` only those. A peer that
is not installed is left out by the script that wants it, which says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = (
    "starting",
    "fold",
    "journal",
    "rolling",
    "compare",
    "origins",
    "drafts",
    "reading",
    "suggest_quality",
    "suggest_speed",
    "exports",
    "room",
)


def main(chosen: list[str]) -> int:
    """Run the scripts and tell how each ended; 1 when one missed a target."""
    source = HERE.parents[1]
    paths = os.pathsep.join(str(source / name) for name in ("src", "tests"))
    environment = os.environ | {"PYTHONPATH": paths}
    ended = []
    for name in chosen or SCRIPTS:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        code = subprocess.run(
            [sys.executable, str(HERE / f"{name}.py")], env=environment, check=False
        ).returncode
        ended.append((name, code, time.monotonic() - begun))
    print("\n== summary")
    for name, code, seconds in ended:
        print(f"{name:16} {'met' if code == 0 else 'MISSED'}  ({seconds:.0f} s)")
    return int(any(code for _, code, _ in ended))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
