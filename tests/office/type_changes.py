"""Type changes into a file in LibreOffice, with the changes tracked.

Usage, in tests: python3 -m office.type_changes PROFILE FILE EDITS OUT...
EDITS is a JSON list; each edit names its author in ``by`` and a method of Writer in ``do``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from office.writer_bridge import ENTER, dispatch, named, now, opened, running, saved, service

Edit = Mapping[str, str]


class Writer:
    """Somebody at the keyboard of LibreOffice."""

    def __init__(self, context: Any, file: str) -> None:
        self.context = context
        self.text = opened(context, file)

    def be(self, author: str) -> None:
        """Whose the next changes are."""
        provider = service(self.context, "com.sun.star.configuration.ConfigurationProvider")
        options = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (named("nodepath", "/org.openoffice.UserProfile/Data"),),
        )
        options.givenname, options.sn = author.split(" ", 1)
        options.commitChanges()

    def found(self, words: str) -> Any:
        """Where these words stand, in the text or in a note."""
        search = self.text.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = self.text.findFirst(search)
        assert found is not None, words
        return found

    def paragraphs(self) -> Iterator[Any]:
        """Those of the text itself."""
        each = self.text.Text.createEnumeration()
        while each.hasMoreElements():
            paragraph = each.nextElement()
            if paragraph.supportsService("com.sun.star.text.Paragraph"):
                yield paragraph

    def paragraph(self, words: str) -> Any:
        """A cursor over the paragraph that holds these words."""
        cursor = self.text.Text.createTextCursorByRange(self.found(words))
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor

    # Edits

    def replace(self, edit: Edit) -> None:
        """Type over words."""
        self.found(edit["old"]).String = edit["new"]

    def put(self, edit: Edit) -> None:
        """Type behind words, in their look."""
        place = self.found(edit["behind"]).End
        place.Text.insertString(place, edit["text"], False)

    def remark(self, edit: Edit) -> None:
        """A comment behind words."""
        remark = self.text.createInstance("com.sun.star.text.textfield.Annotation")
        remark.Content, remark.Author = edit["text"], edit["by"]
        remark.DateTimeValue = now()
        self.text.Text.insertTextContent(self.found(edit["behind"]).End, remark, False)

    def strike(self, edit: Edit) -> None:
        """Take a paragraph out with its end, the last one with the end before it."""
        cursor = self.paragraph(edit["holds"])
        last = not cursor.gotoNextParagraph(True)
        if last:
            cursor.goLeft(1, True)
        cursor.String = ""

    def add(self, edit: Edit) -> None:
        """Press Enter at a paragraph's end and type."""
        end = self.paragraph(edit["behind"]).End
        cursor = self.text.Text.createTextCursorByRange(end)
        self.text.Text.insertControlCharacter(cursor, ENTER, False)
        self.text.Text.insertString(cursor, edit["text"], False)

    def split(self, edit: Edit) -> None:
        """Press Enter behind words."""
        self.text.Text.insertControlCharacter(self.found(edit["behind"]).End, ENTER, False)

    def merge(self, edit: Edit) -> None:
        """Press Backspace at the start of the paragraph that holds these words."""
        cursor = self.text.Text.createTextCursorByRange(self.paragraph(edit["holds"]).Start)
        cursor.goLeft(1, True)
        cursor.String = ""

    def move(self, edit: Edit) -> None:
        """Move a paragraph down by one, as the keys do."""
        view = self.text.CurrentController.ViewCursor
        view.gotoRange(self.paragraph(edit["holds"]).Start, False)
        dispatch(self.context, self.text, "MoveDown")

    def table(self, edit: Edit) -> None:
        """A table behind words, or behind the table they stand in, with something in it."""
        table = self.text.createInstance("com.sun.star.text.TextTable")
        table.initialize(1, 2)
        place = self.found(edit["behind"])
        within = place.TextTable
        place = self.paragraph(edit["behind"]).End if within is None else self.after(within)
        self.text.Text.insertTextContent(place, table, False)
        table.getCellByName("A1").String = edit["text"]

    def after(self, table: Any) -> Any:
        """The start of what stands behind a table."""
        elements = self.text.Text.createEnumeration()
        while elements.nextElement() != table:
            pass
        return elements.nextElement().Start

    def box(self, edit: Edit) -> None:
        """A text box at words."""
        box = self.text.createInstance("com.sun.star.text.TextFrame")
        self.text.Text.insertTextContent(self.found(edit["at"]).End, box, False)
        box.Text.String = edit["text"]


def main(profile: str, file: str, edits: str, *outs: str) -> None:
    """Make the edits in their order, each by its author, and save the file as each of ``outs``."""
    with running(profile) as context:
        writer = Writer(context, file)
        writer.text.RecordChanges = True
        for edit in json.loads(edits):
            writer.be(edit["by"])
            do: Callable[[Edit], None] = getattr(writer, edit["do"])
            do(edit)
        for out in outs:
            saved(writer.text, out)
        writer.text.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
