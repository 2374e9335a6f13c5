"""Lists with structure: sections under ``[title]`` lines, families as ``head: form form`` lines."""

from __future__ import annotations

from functools import cache

from draftrace.text.lexicon import lines


@cache
def words(name: str) -> frozenset[str]:
    """Every single word of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def section(name: str, title: str) -> tuple[str, ...]:
    """The entries under ``[title]``, in order; none when there is no such section."""
    inside, found = False, []
    for line in lines(name):
        if line.startswith("["):
            inside = line == f"[{title}]"
        elif inside:
            found.append(line)
    return tuple(found)


@cache
def families(name: str) -> dict[str, str]:
    """Form to head; a head is a form of itself."""
    heads: dict[str, str] = {}
    for line in lines(name):
        head, _, forms = line.partition(":")
        for form in (head, *forms.split()):
            heads[form] = head
    return heads
