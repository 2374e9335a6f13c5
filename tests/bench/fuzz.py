"""``make fuzz``: ten thousand damaged files; nothing but a clean error ever leaves a reader."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from damage.judge import outcome  # noqa: E402
from damage.mutations import packages, texts  # noqa: E402

SEED = 20090312


def main(count: int) -> int:
    seen: Counter[str] = Counter()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        office = count // 50
        files = texts(count - office, SEED)
        for number, (ending, content) in enumerate(files):
            seen[outcome(Path(folder) / f"damaged{ending}", content, number)] += 1
        for number, (ending, content) in enumerate(packages(office, SEED, Path(folder))):
            seen[outcome(Path(folder) / f"damaged{ending}", content, number)] += 1
    print(f"{count} damaged files in {time.perf_counter() - started:.0f} s: {dict(seen)}")
    return 1 if any(key not in ("read", "refused") for key in seen) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
