"""What became of one damaged file: read exactly, refused cleanly, or a fault."""

from __future__ import annotations

import traceback
from pathlib import Path

from draftrace import readers
from draftrace.errors import UnreadableInput


def outcome(path: Path, content: bytes, number: int) -> str:
    """``read``, ``refused``, or the fault in a word; a fault's file is kept beside the others."""
    path.write_bytes(content)
    try:
        document = readers.read(path)
    except UnreadableInput as refused:
        one_line = refused.message and "\n" not in refused.message and refused.exit_code == 3
        return "refused" if one_line else "refused badly"
    except BaseException:  # noqa: BLE001 - whatever else leaves a reader is the finding
        traceback.print_exc()
        return f"fault {number}"
    addresses = [provision.address for provision in document.provisions]
    if len(set(addresses)) != len(addresses):
        return f"address twice {number}"
    odd = [p.what for p in document.problems if p.what.startswith("read differently")]
    if odd:
        print(number, path.suffix, odd[0][:300])
        return "read differently"
    return "read"
