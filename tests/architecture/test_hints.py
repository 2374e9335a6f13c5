"""What an error says to do next is said twice where it names a command: for a shell, and for the
terminal room, which names its actions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from draftrace.errors import Hint, way
from draftrace.tui.declared import ACTIONS
from draftrace.tui.hints import in_room
from draftrace.tui.keymap import NAMED, Keymap

SOURCES = Path(__file__).parents[2] / "src" / "draftrace"
SHELL = re.compile(r"`draftrace|draftrace [a-z]+ [A-Z]|(?<![-a-z])--[a-z]")
ELSEWHERE = {
    "pictures.py": "the lineage, which the room does not write",
    "writing.py": "a reference file, which the room does not take",
    "seat.py": "the page of who reads only: the command is for who serves it",
    "serving.py": "said before the page opens",
    "workspace.py": "said where there is no room yet",
    "why.py": "of `trace --why`; the room steps from word to word",
    "text_page.py": "an empty room says both ways",
}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node


def _said(node: ast.AST) -> str:
    """The literal words of an expression."""
    parts = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    return "".join(part for part in parts if isinstance(part, str))


def _room_words(tree: ast.AST) -> Iterator[str]:
    """What hints say in the room."""
    for call in _calls(tree):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name == "Hint" and len(call.args) == 2:
            yield _said(call.args[1])
        elif name == "way":
            yield _said(call.args[0])
            yield f"{{{_said(call.args[2])}}}"


def test_no_hint_of_the_room_names_a_command() -> None:
    known = {action.id for action in ACTIONS}
    named = set()
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for words in _room_words(tree):
            assert not SHELL.search(words), (path.name, words)
            named |= set(NAMED.findall(words))
    assert len(named) > 15
    assert named <= known


def test_no_refusal_names_a_command_alone() -> None:
    """Every string given to an error, or to ``require``, below the commands."""
    bare = []
    for path in sorted(SOURCES.rglob("*.py")):
        if path.parent.name == "cli" or path.name in ELSEWHERE:
            continue
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name == "require" or name.endswith(("Error", "Sight", "Input")):
                plain = [a for a in call.args if isinstance(a, ast.Constant | ast.JoinedStr)]
                bare += [(path.name, _said(a)) for a in plain if SHELL.search(_said(a))]
    assert bare == []


def test_a_hint_says_where_the_action_is_and_by_which_key() -> None:
    hint = way("Reopen it: {}, or wait.", "reopen 24(c)", "reopen")
    assert hint == "Reopen it: `draftrace reopen 24(c)`, or wait."
    own = Keymap({"reopen": "ctrl+o"})
    assert in_room(hint, "draft", own) == "Reopen it: Reopen (ctrl+o), or wait."
    palette = way("Open one: {}.", "meeting open", "meeting.open")
    assert in_room(palette, "record", own) == "Open one: Open a meeting (ctrl+p, palette)."
    far = way("{} names it.", "verify", "record.verify")
    assert in_room(far, "draft", own) == "Verify (V) on Record (7) names it."
    both = Hint("With --reason.", "Write {nobody}, {reopen}.")
    assert in_room(both, "decide", own) == "Write {nobody}, Reopen (ctrl+o)."
    assert in_room("`draftrace show`", "draft", own) == "`draftrace show`"
