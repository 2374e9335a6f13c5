"""A whole HTML page that asks nothing of any server: style and script inside, known by hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files

import msgspec

from draftrace.exporters.markup import printable


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says of itself; ``style`` and ``script`` name files of ``layout/``."""

    title: str
    symbol: str
    revision: str
    seal: str
    style: str
    script: str = ""


def page(head: Head, body: Sequence[str]) -> bytes:
    """The page. Its policy lets it load nothing, and run only the script it carries."""
    style = _layout(head.style)
    script = _layout(head.script) if head.script else ""
    policy = f"default-src 'none'; style-src '{_known(style)}'"
    policy += f"; script-src '{_known(script)}'" if script else ""
    policy += "; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(head.title)}</title>",
        f'<meta name="dcterms.identifier" content="{text(head.symbol)}">',
        f'<meta name="draftrace.revision" content="{text(head.revision)}">',
        f'<meta name="draftrace.seal" content="{text(head.seal)}">',
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *body,
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def text(said: str) -> str:
    """Text of the record as text of the page, never markup; good in attributes too."""
    return escape(printable(said))


def _layout(name: str) -> str:
    return files("draftrace.exporters").joinpath(f"layout/{name}").read_text("utf-8")


def _known(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
