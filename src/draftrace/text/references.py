"""Where does a wording refer to other provisions, and to which?

"paragraph 24 (c) above", "paras. 3–5", "subparagraph (b)", "section II.B", "note 4". What refers to
another instrument is recognised as foreign; what may be either, or names no number, as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

import msgspec

from draftrace.text import instruments, labels

Kind = Literal["paragraph", "item", "section", "article", "note", "relative"]
Standing = Literal["own", "foreign", "doubtful"]
Where = Literal["", "above", "below"]

_SUFFIX = rf"(?:{'|'.join(labels.POSITIONS)}|ante|alt(?: \d)?)"
_NUMBER = rf"\d{{1,4}}(?:\.\d{{1,3}})*(?! ?%)(?: ?{_SUFFIX}\b)*"
_ITEM = rf"\([a-z]{{1,4}}\)(?: {_SUFFIX}\b)*"
_ITEMS = rf"{_ITEM}(?: ?{_ITEM}){{0,2}}"
_PARAGRAPH = rf"(?:{_NUMBER}(?: ?{_ITEMS})?|{_ITEMS})"
_SECTION = r"(?:[IVXLC]+(?:[. ][A-Z](?![\w])(?:\.\d+)?)?|[A-Z](?:\.\d+)?)(?!\w)"
_JOINED = r"(?:,? (?:and|or) |, (?=[\d(IVXLCA-Z])| (?:to|through) | ?[–-] ?)"
_LEADS: tuple[tuple[Kind, str, str], ...] = (
    ("paragraph", r"(?:[Oo]perative |[Pp]reambular )?[Pp]ara(?:graph|\.)?s?\.?", _PARAGRAPH),
    ("paragraph", r"\b(?:OP|PP)s?", _NUMBER),
    ("item", r"(?:[Ss]ub-?paragraph|[Ii]tem)s?", _ITEMS),
    ("section", r"(?:[Ss]ection|[Cc]hapter)s?", _SECTION),
    ("article", r"[Aa]rt(?:icle|\.)s?", _NUMBER),
    ("note", r"(?<!ake )(?<!akes )(?<!aking )(?<!aken )(?:[Ff]ootnote|[Nn]ote)s?", _NUMBER),
)
_PATTERNS = tuple(
    (
        kind,
        re.compile(
            rf"\b(?P<lead>{lead}) ?(?P<open>\[(?!\^))?"
            rf"(?P<labels>{label}(?:{_JOINED}{label}(?!\w))*)"
        ),
        re.compile(rf"(?P<joined>{_JOINED})?(?P<label>{label})"),
    )
    for kind, lead, label in _LEADS
)
_RELATIVE = re.compile(
    r"\b[Tt]he (?:immediately )?(?P<word>preceding|previous|foregoing|above(?:-mentioned)?|"
    r"following|next|last) (?:two |three )?(?:sub-?)?paragraphs?\b(?! \d)"
    r"|\b(?:sub-?)?paragraphs? (?:immediately )?(?P<side>above|below)\b"
)
_PASSED = r"(?:\[\^[^\[\]\s]+\]|[*\]])*"
_SIDE = re.compile(rf"{_PASSED},? ?\(?(?P<word>above|below|supra|infra)\b")
_HERE = re.compile(rf"{_PASSED},? (?:hereof|herein)\b")
_THERE = re.compile(rf"{_PASSED},? (?:thereof|therein)\b")
_OF = re.compile(
    rf"{_PASSED},? (?P<of>of|in|to) (?P<present>(?:the )?(?:present|current) |this )?"
    r"(?:(?:the|its|that|their|said) )?(?=[\w*])"
)
_NAMED = re.compile(
    rf"{instruments.NAME}(?: (?:(?:of|for|on|and|the|in) ){{0,3}}{instruments.NAME})*"
)
_DATED = re.compile(r",? (?:adopted|annexed|contained|of \d|on \d|\(|\d{4})")
_OTHER = re.compile(
    r"(?:\d{4} )?(?:[A-Z]|(?:resolution|decision|report|document|treatie)s?\b|annex|treaty\b)"
)
_SYMBOL = (
    r"(?:[Rr]esolutions?|[Dd]ecisions?) [\w./]+(?: [A-Z](?!\w))?|\b[A-Z]+(?:/[\w.]+)+|\b[Ii]bid\."
)
_DATE = r"(?: of \d{1,2} \w+(?: \d{4})?)?"
_CITED = re.compile(rf"(?:{_SYMBOL}){_DATE}(?: ?\([^()]*\))?\)?(?:,? annex(?: [IVX]+)?)?,? ?\(?$")
_LEANING = re.compile(
    r"(?:,|\(|['’]s)? ?"
    r"(?:(?:in particular|especially|notably|including|and|see|under|its|in) ){0,3}$"
)
_COMMA, _AND = re.compile(r",? ?\(?"), re.compile(r",? (?:and|or|and in) ")
_ROMAN = re.compile(r"\([ivx]+\)")
_BEFORE = 120


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One label of a reference: its characters, and what it names as a path within its part
    (``24(c)``, ``PP4``, ``h:II.B``, ``note:4``, ``Art 4/title``). ``shown`` is the end of the path
    that is written out: ``(b)`` of ``3(b)`` in "3 (a) and (b)". ``to``: it ends a range that the
    label before it begins. An item of the reader's own paragraph has a path like ``(b)``."""

    start: int
    end: int
    path: str
    shown: str
    to: bool = False


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A reference: its characters with the lead word, its labels; ``where`` it says they stand;
    ``part`` is the part or instrument it names ("Plan of Action"). Only an ``own`` one may be
    rewritten; ``why`` says what is doubtful about a doubtful one."""

    start: int
    end: int
    kind: Kind
    targets: tuple[Target, ...] = ()
    where: Where = ""
    part: str = ""
    standing: Standing = "own"
    why: str = ""


def find(wording: str, own: Collection[str] = ()) -> tuple[Reference, ...]:
    """The references of a wording in order. ``own`` are the titles of this text and its parts:
    "of the Plan of Action" is foreign where no title of the text's own holds these words."""
    found = [_judged(wording, reference, own) for reference in _written(wording)]
    found = _together(wording, found)
    return tuple(sorted([*found, *_relative(wording)], key=lambda r: r.start))


# What is written


def _written(wording: str) -> list[Reference]:
    found = [
        _reference(kind, match, single)
        for kind, whole, single in _PATTERNS
        for match in whole.finditer(wording)
    ]
    return sorted(found, key=lambda r: r.start)


def _reference(kind: Kind, match: re.Match[str], single: re.Pattern[str]) -> Reference:
    lead = match["lead"]
    targets: list[Target] = []
    for label in single.finditer(match["labels"]):
        at = match.start("labels") + label.start("label")
        previous = targets[-1] if targets else None
        if previous is not None and not _goes_on(lead, label, match):
            break
        path, shown = _path(kind, lead, label["label"], previous)
        to = (label["joined"] or "").strip() in ("to", "through", "–", "-")
        end = at + len(label["label"])
        targets.append(Target(start=at, end=end, path=path, shown=shown, to=to))
    items_alone = kind == "paragraph" and targets[0].path.startswith("(")
    bracketed = bool(match["open"])
    closed = bracketed and match.string.startswith("]", targets[-1].end)
    return Reference(
        start=match.start(),
        end=targets[-1].end + closed,
        kind="item" if items_alone else kind,
        targets=tuple(targets),
        standing="doubtful" if bracketed else "own",
        why="the number stands in brackets" if bracketed else "",
    )


def _goes_on(lead: str, label: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a further label belongs to the reference: "paragraph 3 and 12 States" has one."""
    plural = lead.rstrip(".").endswith("s")
    if plural or label["label"].startswith("("):
        return True
    rest = match.string[match.start("labels") + label.end() :]
    return re.match(r"[.,;:)\]]|$| (?:above|below|of)\b", rest) is not None


def _path(kind: Kind, lead: str, written: str, previous: Target | None) -> tuple[str, str]:
    """What a label names, and how much of that it shows."""
    shown = _canonical(written)
    match kind:
        case "section":
            return f"h:{shown.replace(' ', '.')}", shown.replace(" ", ".")
        case "note":
            return f"note:{shown}", shown
        case "article":
            return f"Art {shown}/title", shown
        case _:
            if lead.startswith(("PP", "Preamb", "preamb")):
                return f"PP{shown}", shown
            if not shown.startswith("(") or previous is None:
                return shown, shown
            return _beside(previous.path, shown) + shown, shown


def _beside(previous: str, shown: str) -> str:
    """The path above an item named after another: beside it, or beside the item it is in."""
    base, *items = parts_of(previous)
    if len(items) > 1 and shown.count("(") == 1 and not _ROMAN.match(shown):
        return base
    return "".join([base, *items[: max(len(items) - shown.count("("), 0)]])


def parts_of(path: str) -> list[str]:
    """A path's number and its items: ``24(b)(i)`` is 24, (b), (i); ``h:II.B`` is h:II, B."""
    if path.startswith("h:"):
        return path.split(".")
    return [path.partition("(")[0], *re.findall(rf"\([a-z]+\)(?: {_SUFFIX})*", path)]


def _canonical(written: str) -> str:
    spaced = re.sub(rf"(?<=[\d)]) ?({_SUFFIX})\b", r" \1", written)
    return re.sub(r" \(", "(", spaced)


def _relative(wording: str) -> Iterator[Reference]:
    for match in _RELATIVE.finditer(wording):
        word = match["word"] or match["side"]
        below = word in ("below", "following", "next")
        yield Reference(
            start=match.start(),
            end=match.end(),
            kind="relative",
            where="below" if below else "above",
            standing="doubtful",
            why="it names no number",
        )


# Whose it is


def _judged(wording: str, found: Reference, own: Collection[str]) -> Reference:
    """The reference with whose text it speaks of, as the words beside it tell."""
    if found.standing != "own":
        return found
    side = _SIDE.match(wording, found.end)
    if side is not None:
        return _with(found, where="below" if side["word"] in ("below", "infra") else "above")
    if _HERE.match(wording, found.end):
        return found
    if _THERE.match(wording, found.end):
        return _with(found, standing="doubtful", why="of what, is said elsewhere")
    return _of(wording, found, own) or _after_name(wording, found, own)


def _of(wording: str, found: Reference, own: Collection[str]) -> Reference | None:
    """Judged by "of the …" behind it; None without."""
    of = _OF.match(wording, found.end)
    if of is None:
        return None
    named = _NAMED.match(wording, of.end())
    name = named[0] if named else ""
    if of["present"]:
        return _with(found, part=name)
    beside = any(pattern.match(wording, of.end()) for _, pattern, _ in _PATTERNS)
    if beside or of["of"] != "of":
        return None
    if named is not None and _among(name, own):
        if _DATED.match(wording, named.end()):
            return _with(found, standing="doubtful", why=f"there may be another {name}")
        return _with(found, part=name)
    if _OTHER.match(wording, of.end()):
        return _with(found, standing="foreign")
    return _with(found, standing="doubtful", why="of what, is not clear")


def _after_name(wording: str, found: Reference, own: Collection[str]) -> Reference:
    """Judged by the resolution or instrument named before it."""
    first = max(0, found.start - _BEFORE)
    before = wording[first : found.start]
    if _CITED.search(before):
        return _with(found, standing="foreign")
    ends = [(a, b) for a, b in instruments.titles(before) if _LEANING.match(before, b)]
    ends += [m.span() for m in re.finditer(_SYMBOL, before) if _LEANING.match(before, m.end())]
    if not ends:
        return found
    start, end = ends[-1]
    name = re.sub(r"^(?:The|the) ", "", before[start:end])
    if _among(name, own):
        return _with(found, part=name)
    return _with(found, standing="doubtful", why=f"it may be of {name}")


def _among(name: str, own: Collection[str]) -> bool:
    folded = name.casefold()
    return any(re.search(rf"\b{re.escape(folded)}\b", title.casefold()) for title in own)


def _together(wording: str, found: list[Reference]) -> list[Reference]:
    """What stands together is of one text: "article 3, paragraph 1, of the Convention"; and an
    item is of the paragraph named beside it."""
    judged = list(found)
    for at in reversed(range(len(judged) - 1)):
        judged[at] = _as_next(wording, judged[at], judged[at + 1])
    for at in range(1, len(judged)):
        judged[at] = _as_previous(wording, judged[at - 1], judged[at])
    return judged


def _as_next(wording: str, here: Reference, following: Reference) -> Reference:
    between = wording[here.end : following.start]
    if between == " of ":
        here = _under(here, following)
    linked = between == " of " or _COMMA.fullmatch(between)
    if following.standing == "own" or here.standing != "own" or here.where:
        return here
    if linked:
        return _with(here, standing=following.standing, why=following.why)
    if _AND.fullmatch(between):
        return _with(here, standing="doubtful", why="it may be of what is named next")
    return here


def _as_previous(wording: str, previous: Reference, here: Reference) -> Reference:
    between = wording[previous.end : here.start]
    linked = _COMMA.fullmatch(between)
    if linked:
        here = _under(here, previous)
    if previous.standing == "own" or here.standing != "own" or here.where or here.part:
        return here
    if linked:
        return _with(here, standing=previous.standing, why=previous.why)
    if previous.standing == "foreign" and _AND.fullmatch(between):
        return _with(here, standing="doubtful", why="it may be of what is named before")
    return here


def _under(here: Reference, above: Reference) -> Reference:
    """An item put under the one paragraph named beside it, a paragraph under its article."""
    path = above.targets[0].path
    if len(above.targets) > 1 or (here.kind, above.kind) not in _HOLDS:
        return here
    prefix = path.removesuffix("title")
    placed = tuple(
        t if t.path.startswith("PP") else msgspec.structs.replace(t, path=prefix + t.path)
        for t in here.targets
    )
    return _with(here, targets=placed)


_HOLDS = {("item", "paragraph"), ("item", "item"), ("paragraph", "article")}


def _with(found: Reference, **changes: object) -> Reference:
    return msgspec.structs.replace(found, **changes)
