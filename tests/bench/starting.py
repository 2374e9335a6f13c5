"""What does starting cost? ``draftrace --version`` beside a bare ``python -c pass``, and what
``draftrace show`` on the sample imports. At most 3 times; neither model nor screen."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 3.0
ROUNDS = 15
HEAVY = ("torch", "sentence_transformers", "transformers", "textual", "numpy")


def best(arguments: list[str]) -> float:
    """Seconds of the quickest of several runs, since noise only slows."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, *arguments], env=environment, check=True, capture_output=True
        )
        taken.append(time.perf_counter() - begun)
    return min(taken)


def imported() -> list[str]:
    """Which heavy packages a ``show`` of the sample loads."""
    with tempfile.TemporaryDirectory() as folder:
        program = f"from draftrace.cli.run import run; run(['demo', {folder + '/s'!r}])"
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True
        )
        show = (
            "import sys\nfrom draftrace.cli.run import run\n"
            f"run(['-C', {folder + '/s'!r}, 'show'])\n"
            f"print([n for n in {HEAVY!r} if n in sys.modules], file=sys.stderr)\n"
        )
        told = subprocess.run(
            [sys.executable, "-c", show],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    return [name for name in HEAVY if repr(name) in told.stderr]


def main() -> int:
    """Print the ratio and the imports; 1 when a target is missed."""
    bare, version = best(["-c", "pass"]), best(["-m", "draftrace", "--version"])
    heavy = imported()
    print(f"draftrace --version / python -c pass: {version / bare:.2f} (at most {LIMIT})")
    print(f"show imports of {', '.join(HEAVY)}: {', '.join(heavy) or 'none'}")
    return int(version / bare > LIMIT or bool(heavy))


if __name__ == "__main__":
    sys.exit(main())
