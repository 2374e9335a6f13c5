"""Texts about wells whose every provision, link and word is known."""

from __future__ import annotations

DRAFT = """\
Symbol: L.7

Date: 3 March 2031

# Declaration on Wells and Plan of Action

## Declaration on Wells

We, the well keepers of nine valleys,

1. *Reaffirm* our duty to keep the wells [clean][clear] in all seasons;[^1]

2. *Decide* to meet again in two years.

## Plan of Action

### I. Upkeep

1. States should:

(a) Lend measuring rods to whoever asks, in the order of asking;

(b) Train wardens, who should:

(i) Count the wells before the first frost;

(ii) Report [each autumn;

Each valley keeps its own register.

| Valley | Wells |
|---|---|
| North | 12 |

[^1]: As the spring assembly has it.
"""
REPORT = """\
Symbol: WR.1

Date: 1 February 2031

# Report of the expert working group on wells

## I. Deliberations

1. Speakers noted that wells ran dry in late summer.

## II. Conclusions

2. The working group concluded that:

(a) Measuring rods should be lent to whoever asks, in the order of asking and free of charge;

(b) Wells should be counted before the first frost;

(c) A museum of buckets should be opened in every capital.
"""
PLAIN = "1. Wells are kept.\n\n2. Buckets are lent.\n"
OLD = """\
1. Each Party keeps a public register of the wells in its territory.

2. The secretariat lends measuring rods to whoever asks, in the order of asking, and writes down \
each name and each day.

3. Ferries carry well water free of charge on market days and on the eve of feasts.

4. Wardens wear a blue cap.

5. Each spring the wardens of a valley count its wells and report the count.

6. The count is read out in the assembly of the valley.

7. Lanterns hang at every public well from dusk until dawn in all seasons.
"""
NEW = """\
1. Lanterns hang at every public well from dusk until dawn in all seasons.

2. Each Party keeps a public register of all wells in its territory.

3. The secretariat lends measuring rods to whoever asks, in the order of asking,

4. and writes down each name and each day.

5. Ferries carry well water free of charge on market days and on the eve of feasts.

6. Each spring the wardens of a valley count its wells and report the count. The count is read \
out in the assembly of the valley.

7. A levy on deep wells pays for the rods.
"""
DRAFTS = (
    """\
Draft convention on wells

Version of 2 March 2031

Article 1

1. Each Party keeps a register of the wells in its territory.

2. The secretariat lends rods to whoever asks, in the order of asking.

3. Ferries carry well water free of charge on market days.
""",
    """\
Draft convention on wells

Version of 5 May 2031

Article 1

1. Each Party [EU, Norvia: shall keep] a register of the wells in its territory.

2. Ferries carry well water free of charge on market days.
""",
    """\
Draft convention on wells

Version of 9 July 2031

Article 1

1. Each Party shall keep a register of the wells in its territory.

2. The secretariat lends rods to whoever asks, in the order of asking.¹

¹ Out of its own store.
""",
)
FILES = {
    "draft.md": DRAFT,
    "settled.md": DRAFT.replace("[clean][clear]", "clean").replace("[each", "each"),
    "report.md": REPORT,
    "plain.md": PLAIN,
    "empty.txt": "",
    "old.txt": OLD,
    "new.txt": NEW,
    **{f"d{n}.txt": draft for n, draft in enumerate(DRAFTS)},
}
CLAUSE = "PA/1(a)"
"""The provision that is amended."""
