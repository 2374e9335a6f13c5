"""docx, odt and html through pandoc, in its sandbox: nothing fetched, no other file read."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import zipfile
import zlib

import msgspec

from draftrace.errors import UnreadableInput
from draftrace.readers import encodings, pandoc_tree, repeats, ruby, word_parts
from draftrace.readers.files import UNLOCK
from draftrace.text.structure.blocks import Source

SECONDS = 120
"""No file this reader takes needs longer; one that does is refused."""
MOST_MEMORY = "-M1500M"
_OUT_OF_MEMORY = 251
"""How a Haskell program ends that needs more. Source: GHC's rts/RtsUtils.c, EXIT_HEAPOVERFLOW."""
_SPLIT = "Split it, or take out what is no text."
LARGEST_UNPACKED = 256 * 1024 * 1024
HIGHEST_RATIO = 250
MOST_ENTRIES = 5000
LARGEST_TEXT = 64 * 1024 * 1024
"""Bytes of all XML in a package; a text of a thousand pages has a tenth of it."""
MOST_TAGS = 2_000_000
"""In all XML of a package; pandoc has not the memory for more, and needs minutes to find out."""
_BODIES = {"docx": word_parts.BODY, "odt": "content.xml"}
_DEEPEST_ELEMENTS = 2000
"""Of a page, where many an element is never closed."""
_DEEPEST_PARTS = 250
"""Of a package's XML; lxml, too, refuses more, and pandoc needs a minute to."""
_MANIFEST = "META-INF/manifest.xml"
"""What says of an ODT which of its parts are encrypted. Source: OpenDocument 1.3 part 2."""
_LOCKED = "encrypted-package"
"""What an ODT holds alone that is encrypted as a whole, as LibreOffice 24 writes it."""
_MACROS = re.compile(r"vbaProject\.bin$|^(?:Basic|Scripts)/.", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_OTHERS = "customXml/"
"""Where a Word file keeps what other programs put beside the text, in whatever encoding."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)""")
_MACRO_TYPES = re.compile(rb"vnd\.ms-office\.vbaProject|macroEnabled", re.IGNORECASE)
"""What says of a Word file that it runs something, whatever its part is called."""
_MACRO_FILES = (".docm", ".dotm")
_WITHOUT_MACROS = "Save it in Word or Writer as .docx or .odt, which carry none."
_UNTRUSTED = "Don't open it; ask its sender for the text as a new file."
_AGAIN = "Open it in Word or Writer and save it anew, or have it sent again."


def source(content: bytes, format_: str, name: str) -> Source:
    """The blocks of an office document. ``format_`` is ``docx``, ``odt``, ``html`` or empty for a
    package that tells itself. Raises UnreadableInput for a file that is broken, a zip bomb, one
    with external entities, or one pandoc cannot read within time and memory."""
    heard: encodings.Oddities = []
    if content[:4] == b"PK\x03\x04" or format_ in _BODIES:
        format_ = checked_package(content, format_, name)
        content = ruby.with_words(word_parts.renamed(content, name), name)
    elif _is_deep(content):
        raise UnreadableInput(f"{name}: elements nest deeper than {_DEEPEST_ELEMENTS}.", _UNTRUSTED)
    else:
        content = encodings.decoded_page(content, name, heard).encode()
        repeats.refuse_columns(content, name)
    tree = _tree(_pandoc(content, format_, name), name)
    try:
        found = pandoc_tree.source(tree, with_meta=format_ != "html")
    except pandoc_tree.TooDeep as deep:
        raise UnreadableInput(
            f"{name}: block {deep.place}: lists nest too deep.", _UNTRUSTED
        ) from deep
    found.oddities.extend(heard)
    return found


def checked_package(content: bytes, format_: str, name: str) -> str:
    """The format of a zipped document, ``docx`` or ``odt``, after it was found harmless: no bomb,
    no entities, no part outside. Raises UnreadableInput."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_bomb(entries, len(content), name)
            names = {entry.filename for entry in entries}
            _refuse_macros(package, names, name)
            if _LOCKED in names or b"encryption-data" in _part_named(package, _MANIFEST, names):
                raise UnreadableInput(f"{name} is protected by a password.", UNLOCK)
            _refuse_parts(package, entries, name)
            bodies = {**_BODIES, "docx": word_parts.body_of(package, name)}
            found = format_ or next((f for f, body in bodies.items() if body in names), "")
            body = bodies.get(found, "")
            if body not in names:
                raise UnreadableInput(
                    f"{name}: there is no {body or 'document'} in this package.",
                    "It is no Word or ODT file, or a part of it is lost.",
                )
            if found == "odt":
                repeats.refuse_spaces(package.read(body), name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as broken:
        raise UnreadableInput(
            f"{name}: the package is broken ({_line(broken)}).", _AGAIN
        ) from broken
    except (OSError, ValueError, IndexError, OverflowError) as broken:
        raise UnreadableInput(
            f"{name}: the package is broken ({_line(broken)}).", _AGAIN
        ) from broken
    return found


def part_of(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, and no more of it than it says it has: one that says too little would be unpacked
    whole before that is found. Raises BadZipFile for a part that is not what it says."""
    with package.open(entry) as part:
        return part.read(entry.file_size)


def _refuse_parts(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Every part is read, so that who reads one afterwards finds none broken."""
    told = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    size = sum(entry.file_size for entry in told)
    if size > LARGEST_TEXT:
        raise UnreadableInput(
            f"{name}: its text unpacks to {size:,} bytes; refused as a zip bomb.", _UNTRUSTED
        )
    tags = 0
    for entry in entries:
        content = part_of(package, entry)
        if entry in told:
            tags += content.count(b"<")
            if tags > MOST_TAGS:
                raise UnreadableInput(f"{name} has more than {MOST_TAGS:,} tags.", "Split it.")
            where = f"{name}: {entry.filename}"
            _refuse_entities(content, where)
            if not entry.filename.startswith(_OTHERS):
                _refuse_encoding(content, where)


def _refuse_encoding(xml: bytes, where: str) -> None:
    """Pandoc takes XML for UTF-8 whatever it says, and Word and Writer write no other."""
    declared = _DECLARED.match(xml)
    said = declared[1].decode("ascii", "replace").upper() if declared else ""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
        said = "UTF-16"
    elif xml.isascii() or (said in ("", "UTF-8", "UTF8") and _is_utf8(xml)):
        return
    raise UnreadableInput(
        f"{where} is written in {said or 'another encoding'}, not in UTF-8.", _AGAIN
    )


def _is_utf8(xml: bytes) -> bool:
    try:
        xml.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_macros(package: zipfile.ZipFile, names: set[str], name: str) -> None:
    carried = next((n for n in sorted(names) if _MACROS.search(n)), "")
    if not carried and _MACRO_TYPES.search(_part_named(package, _TYPES, names)):
        carried = _TYPES
    if carried or name.lower().endswith(_MACRO_FILES):
        told = f" ({carried})" if carried else ""
        raise UnreadableInput(f"{name} carries macros{told}; refused.", _WITHOUT_MACROS)


def _part_named(package: zipfile.ZipFile, part: str, names: set[str]) -> bytes:
    return part_of(package, package.getinfo(part)) if part in names else b""


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise UnreadableInput(
            f"{name}: {len(entries)} parts in one package are too many.", _UNTRUSTED
        )
    if unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * max(size, 4096):
        raise UnreadableInput(
            f"{name}: unpacks to {unpacked:,} bytes; refused as a zip bomb.", _UNTRUSTED
        )
    outside = next((e.filename for e in entries if _is_outside(e.filename)), None)
    if outside is not None:
        raise UnreadableInput(
            f"{name}: a part is named {ascii(outside)[:80]}; refused.", _UNTRUSTED
        )


def _is_outside(part: str) -> bool:
    return part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") or ":" in part


def _refuse_entities(xml: bytes, where: str) -> None:
    head = xml.replace(b"\0", b"") if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else xml
    if b"<!ENTITY" in head or b"<!DOCTYPE" in head[:4096]:
        raise UnreadableInput(f"{where} declares entities; refused.", _UNTRUSTED)
    if _is_deep(head, _DEEPEST_PARTS):
        raise UnreadableInput(f"{where}: elements nest deeper than {_DEEPEST_PARTS}.", _UNTRUSTED)


def _is_deep(markup: bytes, deepest: int = _DEEPEST_ELEMENTS) -> bool:
    """Whether opening tags outnumber closing ones by more than any text needs, anywhere."""
    if markup.count(b"<") < deepest:
        return False
    depth = 0
    for piece in markup.split(b"<"):
        first = piece[:1]
        if first == b"/":
            depth = max(depth - 1, 0)
        elif first.isalpha() and b"/>" not in piece and not _is_void(piece):
            depth += 1
            if depth > deepest:
                return True
    return False


def _is_void(piece: bytes) -> bool:
    return piece[:6].lower().split(b">")[0].split(b" ")[0] in _VOID


_CARRIED = "Pandoc 3.0 or later comes with the pypandoc_binary package: reinstall draftrace."
_VOID = (
    b"br",
    b"hr",
    b"img",
    b"meta",
    b"link",
    b"input",
    b"col",
    b"wbr",
    b"p",
    b"li",
    b"td",
    b"tr",
)


def _pandoc(content: bytes, format_: str, name: str) -> bytes:
    command = [_program(name), "--from", format_, "--to", "json", "--sandbox"]
    command += ["--track-changes=accept"] if format_ == "docx" else []
    command += ["+RTS", MOST_MEMORY, "-RTS"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise UnreadableInput(
            f"{name}: pandoc needs more than {SECONDS} seconds.", _SPLIT
        ) from slow
    except OSError as missing:
        raise UnreadableInput(f"{name}: pandoc cannot be started ({_line(missing)}).") from missing
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        if done.returncode == _OUT_OF_MEMORY:
            raise UnreadableInput(f"{name}: pandoc needs more memory than it is given.", _SPLIT)
        hint = _CARRIED if "nknown option" in said[0] else _AGAIN
        raise UnreadableInput(f"{name}: pandoc cannot read this {format_}: {said[-1][:160]}", hint)
    return done.stdout


def _program(name: str) -> str:
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)  # it tells of its search in tracebacks
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as missing:
        raise UnreadableInput(f"{name}: there is no pandoc to read it with.", _CARRIED) from missing


def _tree(output: bytes, name: str) -> pandoc_tree.Tree:
    try:
        return msgspec.json.decode(output, type=pandoc_tree.Tree)
    except RecursionError as deep:
        raise UnreadableInput(f"{name}: elements nest too deep to be read.", _UNTRUSTED) from deep
    except (msgspec.DecodeError, UnicodeDecodeError) as broken:
        program = _program(name)
        raise UnreadableInput(
            f"{name}: {program} gave no document for it ({_line(broken)}).",
            f"Is that pandoc? Take it off PATH and PYPANDOC_PANDOC. {_CARRIED}",
        ) from broken


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
