"""Which work, which issue of it and which file is this, and where was it published?

Source: the AKN4UN guidelines, part 1, section 5: what each level must have, and that every logical
component is named at each, the one of a work by that of its issue, this by that of the file.
https://unsceb-hlcm.github.io/part1/index-110.html
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from draftrace.exporters.akoma.names import (
    SOURCE,
    Names,
    document_number,
    element,
    organ_of,
    party,
    work,
)

_COMPONENTS = {"main": "The text", "amendments": "Amendments proposed"}
_LEVELS = ("work", "expression", "manifestation")


def identified(names: Names, part: str, version: str, *, amended: bool = False) -> list[Any]:
    """The identification of a component and the publication in which it is; a text that is
    ``amended`` has its amendments for a component."""
    identification = element(
        "identification",
        {"source": SOURCE},
        _work(names, part, amended=amended),
        _expression(names, part, version, amended=amended),
        _manifestation(names, part, amended=amended),
    )
    return [identification, _publication(names)]


def _work(names: Names, part: str, *, amended: bool) -> Any:
    state, text = names.state, names.text
    first = state.past.revisions[0] if state.past.revisions else text
    named = work(state)
    return element(
        "FRBRWork",
        {},
        *_known(names, f"{named}/!{part}", named),
        element("FRBRdate", {"date": first.stamp.happened[:10], "name": first.name}),
        element("FRBRauthor", {"href": "#organ"}),
        *(_components(names, "work") if amended else ()),
        element("FRBRcountry", {"value": "un"}),
        element("FRBRsubtype", {"value": "deliberation"}),
        element(
            "FRBRnumber", {"value": document_number(first.symbol), "showAs": first.symbol or "nn"}
        ),
        element("FRBRname", {"value": state.now.title}),
    )


def _expression(names: Names, part: str, version: str, *, amended: bool) -> Any:
    text, named = names.text, names.expression(names.text)
    return element(
        "FRBRExpression",
        {},
        *_known(names, f"{named}/!{part}", named),
        element("FRBRdate", {"date": text.stamp.happened[:10], "name": text.name}),
        element("FRBRauthor", {"href": party(text.stamp.by)}),
        *(_components(names, "expression") if amended else ()),
        element("FRBRversionNumber", {"value": version}),
        element("FRBRlanguage", {"language": "eng"}),
    )


def _manifestation(names: Names, part: str, *, amended: bool) -> Any:
    text, named = names.text, names.expression(names.text)
    return element(
        "FRBRManifestation",
        {},
        *_known(names, f"{named}/!{part}.xml", f"{named}.xml"),
        element("FRBRdate", {"date": text.stamp.happened[:10], "name": "export"}),
        element("FRBRauthor", {"href": SOURCE}),
        *(_components(names, "manifestation") if amended else ()),
        element("FRBRformat", {"value": "xml"}),
    )


def _known(names: Names, this: str, whole: str) -> list[Any]:
    """Its own identifier and that of the whole, and the symbol by which people know it."""
    found = [element("FRBRthis", {"value": this}), element("FRBRuri", {"value": whole})]
    symbol = names.text.symbol
    return found + ([element("FRBRalias", {"name": "symbol", "value": symbol})] if symbol else [])


def _components(names: Names, level: str) -> list[Any]:
    """The logical components of the document; each names itself one level on, the last by its
    file."""
    nearer = dict(pairwise(_LEVELS)).get(level)
    file = names.expression(names.text)
    told = [
        {
            "eId": f"{level}_{name}",
            "href": f"#{nearer}_{name}" if nearer else f"{file}/!{name}.xml",
            "name": name,
            "showAs": shown,
        }
        for name, shown in _COMPONENTS.items()
    ]
    return [element("componentInfo", {}, *(element("componentData", each) for each in told))]


def _publication(names: Names) -> Any:
    """By whom and when the issue was put out, and under which symbol."""
    text = names.text
    organ = organ_of(text.symbol)[1]
    told = {
        "name": organ,
        "date": text.stamp.happened[:10],
        "showAs": organ,
        "number": text.symbol,
    }
    return element("publication", told)
