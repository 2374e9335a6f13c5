"""LibreOffice's Writer, asked over its own bridge. Run by the system's Python, which has it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.util import DateTime

PIPE = f"draftrace-judge-{os.getpid()}"
"""Of this run alone: another's program would answer."""
ENTER = PARAGRAPH_BREAK
FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def named(name: str, value: object) -> Any:
    """A property as the bridge wants it."""
    given = PropertyValue()
    given.Name, given.Value = name, value
    return given


def now() -> Any:
    """This moment as the bridge wants it."""
    today, moment = datetime.now(UTC), DateTime()
    moment.Year, moment.Month, moment.Day = today.year, today.month, today.day
    moment.Hours, moment.Minutes, moment.Seconds = today.hour, today.minute, today.second
    return moment


@contextmanager
def running(profile: str) -> Iterator[Any]:
    """The bridge's context, while the program runs with this profile."""
    program = subprocess.Popen(
        [
            *("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"),
            f"--accept=pipe,name={PIPE};urp;",
        ]
    )
    try:
        context = _connected()
        yield context
        with suppress(DisposedException):  # it goes before it answers
            service(context, "com.sun.star.frame.Desktop").terminate()
        program.wait(30)
    finally:
        program.kill()


def service(context: Any, name: str) -> Any:
    """One of the program's services."""
    return context.ServiceManager.createInstanceWithContext(name, context)


def opened(context: Any, file: str) -> Any:
    """A document, without a window."""
    desktop = service(context, "com.sun.star.frame.Desktop")
    return desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (named("Hidden", True),))


def dispatch(context: Any, document: Any, command: str) -> None:
    """A command of its menus."""
    dispatcher = service(context, "com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())


def saved(document: Any, file: str) -> None:
    """The document as this file, by its ending."""
    path = Path(file)
    document.storeToURL(path.as_uri(), (named("FilterName", FILTERS[path.suffix]),))


def _connected() -> Any:
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:  # it still starts
            time.sleep(0.2)
    sys.exit("LibreOffice did not answer")
