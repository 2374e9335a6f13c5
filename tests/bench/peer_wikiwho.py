"""Run WikiWho over a history, in an environment that has it: peer_wikiwho.py HISTORY.json

Prints JSON: the CPU seconds of each revision, and the words of the last with their origins.
"""

import json
import sys
import time
from pathlib import Path

from WikiWho.utils import iter_rev_tokens  # type: ignore[import-not-found]
from WikiWho.wikiwho import Wikiwho  # type: ignore[import-not-found]


def main() -> None:
    history = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    article, seconds = Wikiwho("history"), []
    for revision in history["revs"]:
        page = [{"revid": revision["rev"] + 1, "timestamp": "", "userid": 1, "*": revision["text"]}]
        started = time.process_time()
        article.analyse_article(page)
        seconds.append(time.process_time() - started)
    last = article.revisions[article.ordered_revisions[-1]]
    words = [[word.value, word.origin_rev_id - 1] for word in iter_rev_tokens(last)]
    json.dump({"seconds": seconds, "words": words}, sys.stdout)


main()
