"""Seeded damage to files: what a reader must survive with a clean error or an exact reading."""

from __future__ import annotations

import io
import random
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from real_documents import OUTCOME, REPORT, shared

NASTY = [
    *(
        "\n",
        "\n\n",
        "\t",
        "    ",
        "\r\n",
        "\x0c",
        "\u2028",
        "\ufeff",
        "\u200f",
        "\u202e",
        "\x1b[31m",
    ),
    *(
        "[",
        "]",
        "[[[",
        "]]]",
        "[^1]",
        "[^x]: y",
        "\n[^1]: again\n",
        "*",
        "**",
        "***",
        "_",
        "`",
        "\\",
    ),
    *(
        "¹",
        "²³",
        "\n¹ note\n",
        "\n* starred\n",
        "1.",
        "\n1. \n",
        "\n(a) ",
        "\n(i) ",
        "\nII. ",
        "\nA. ",
    ),
    *(
        "\nArticle 3bis\n",
        "\nOption 1:\n",
        "7 ter.",
        "(k) bis",
        "\n- ",
        "\n# ",
        "\n| a | b |\n",
        "<i>",
    ),
    *(
        "</i>",
        "<sup>1</sup>",
        "&amp;",
        "é",
        "e\u0301",
        "\u0301",
        "中文",
        "\U0001f600",
        "Contents\n",
        "…",
    ),
    *(
        "\nPlan of Action\n",
        "\nAnnex\n",
        "::",
        ";",
        "----\n",
        "====\n",
        "> ",
        "a\u00adb",
        "\xa0",
        "=1+1",
    ),
]
ENDINGS = (".txt", ".md")


def samples() -> list[tuple[str, str]]:
    """(ending, text) of the sample documents and, where they are, of the real ones."""
    corpus = Path(__file__).parents[2] / "corpus"
    found = [(".md", p.read_text(encoding="utf-8")) for p in sorted(corpus.glob("*.md"))]
    for name in (REPORT, OUTCOME):
        path = shared() / "corpus" / name
        if path.is_file():
            found.append((".txt", path.read_text(encoding="utf-8")))
    return found


def texts(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged text files as (ending, content)."""
    chance = random.Random(seed)
    sources = samples()
    for _ in range(count):
        ending, text = chance.choice(sources)
        start = chance.randrange(max(len(text) - 2000, 1))
        piece = text[start : start + chance.randrange(200, 8000)]
        for _ in range(chance.randrange(1, 12)):
            piece = damaged(piece, chance)
        if chance.random() < 0.1:
            ending = chance.choice(ENDINGS)
        content = piece.encode("utf-8", "surrogatepass")
        yield ending, spoiled(content, chance) if chance.random() < 0.05 else content


def damaged(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    to = min(len(text), at + chance.randrange(1, 400))
    match chance.randrange(7):
        case 0:
            return text[:at] + text[to:]
        case 1:
            return text[:to] + text[at:]
        case 2:
            return text[:at] + chance.choice(NASTY) * chance.choice((1, 1, 1, 3, 40)) + text[at:]
        case 3:
            lines = text.split("\n")
            chance.shuffle(lines)
            return "\n".join(lines)
        case 4:
            return text[:at] + text[at:to].swapcase() + text[to:]
        case 5:
            return text[:at] + chr(chance.choice((chance.randrange(1, 0xD800), 10, 32))) + text[to:]
        case _:
            return text.replace("\n\n", chance.choice(("\n", "\n \n", "\n\n\n")), 3)


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut off or prefixed: no longer the encoding it was, perhaps not even text."""
    found = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    marks = (b"", b"", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-")
    return chance.choice(marks) + bytes(found[: chance.randrange(1, len(found) + 1)])


def packages(count: int, seed: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged docx, odt, html and PDF files made from a sample document."""
    import pypandoc

    chance = random.Random(seed)
    _, text = samples()[0]
    whole: list[tuple[str, bytes]] = []
    for ending in (".docx", ".odt", ".html"):
        made = folder / f"made{ending}"
        command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-s", "-o", str(made)]
        subprocess.run(command, input=text, text=True, check=True, capture_output=True)
        whole.append((ending, made.read_bytes()))
    for _ in range(count):
        ending, content = chance.choice(whole)
        if ending == ".html" or chance.random() < 0.4:
            yield ending, spoiled(content, chance)
        else:
            yield ending, _repacked(content, chance)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """The package with one of its parts damaged, so that the damage reaches the reader."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        hit = chance.choice([n for n in names if n.endswith(".xml")])
        for name in names:
            part = old.read(name)
            if name == hit:
                part = damaged(part.decode("utf-8"), chance).encode("utf-8", "surrogatepass")
            new.writestr(name, part)
    return packed.getvalue()
