"""Reading against ``pandoc -f markdown -t json`` on the same text in one run: ratio, growth."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import pypandoc  # noqa: E402

from draftrace import readers  # noqa: E402
from real_documents import OUTCOME, shared  # noqa: E402

SIZES = (100_000, 500_000, 2_000_000, 20_000_000)
PANDOC_UP_TO = 2_000_000


def text_of(size: int) -> str:
    """The 2009 outcome document where it is, else the sample draft, cut or repeated to ``size``."""
    real = shared() / "corpus" / OUTCOME
    source = real if real.is_file() else ROOT / "corpus" / "zero-draft.md"
    whole = source.read_text(encoding="utf-8")
    return (whole * (size // len(whole) + 1))[:size]


def seconds(action: Callable[[], object], times: int) -> float:
    """Processor time, ours and our children's, in the best of several runs: other programs on
    the machine do not count."""

    def used() -> float:
        spent = [resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in spent)

    best = float("inf")
    for _ in range(times):
        started = used()
        action()
        best = min(best, used() - started)
    return best


def _times(size: int) -> int:
    return 5 if size < PANDOC_UP_TO else 3


def main() -> None:
    pandoc = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json", "-o", "/dev/null"]
    idle = seconds(partial(subprocess.run, pandoc, input=b"", check=True), 5)
    print(f"pandoc starts in {idle * 1000:.0f} ms, taken off below")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "text.txt"
            path.write_text(text_of(size), encoding="utf-8")
            ours = seconds(partial(readers.read, path), _times(size))
            line = f"{size / 1e6:6.1f} MB: {ours * 1000:8.1f} ms, {size / 1e6 / ours:5.1f} MB/s"
            if size <= PANDOC_UP_TO:
                command = [*pandoc, str(path)]
                theirs = seconds(partial(subprocess.run, command, check=True), _times(size)) - idle
                line += f"; pandoc {theirs * 1000:8.1f} ms: {theirs / ours:5.1f} times ours"
            print(line)


if __name__ == "__main__":
    main()
