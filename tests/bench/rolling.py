"""What does a rolling text cost beside the word differences it stands on?

Target: rolling a provision of 120 words with 200 rivals takes at most 3 times its 200 word
differences, measured in the same run.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from draftrace.compare.rolling import roll
from draftrace.compare.words import difference

LIMIT = 3.0
VOCABULARY = [f"word{n}" for n in range(150)] + ["the", "of", "and", "to", ",", "in"] * 20


def proposals(base: list[str], rivals: int, chance: random.Random) -> dict[str, str]:
    made: dict[str, str] = {}
    for rival in range(rivals):
        words = list(base)
        for _ in range(chance.randint(1, 4)):
            at, length = chance.randrange(len(words)), chance.choice((0, 1, 1, 2, 3, 8))
            words[at : at + length] = chance.sample(VOCABULARY, chance.randint(0, 4))
        made[f"{rival:03}"] = " ".join(words)
    return made


def median_seconds(work: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> int:
    chance = random.Random(1)
    base = [chance.choice(VOCABULARY) for _ in range(120)]
    wording, rivals = " ".join(base), proposals(base, 200, chance)
    differences = median_seconds(lambda: [difference(wording, r) for r in rivals.values()])
    rolling = median_seconds(lambda: roll(wording, rivals))
    ratio = rolling / differences
    print(
        f"rolling 120 words, 200 rivals: {rolling * 1000:.1f} ms; their 200 differences "
        f"{differences * 1000:.1f} ms; ratio {ratio:.2f} (at most {LIMIT:.0f})"
    )
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
