"""Run by the system's Python, which has LibreOffice's bridge: accept or reject all changes.

Usage: settle_changes.py PROFILE FILE Accept|Reject OUT
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

PIPE = "draftrace-judge"


def named(name: str, value: object) -> Any:
    given = PropertyValue()
    given.Name, given.Value = name, value
    return given


def connected() -> Any:
    local = uno.getComponentContext()
    service = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(service, local)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:  # it still starts
            time.sleep(0.2)
    sys.exit("LibreOffice did not answer")


def main() -> None:
    profile, file, how, out = sys.argv[1:5]
    office = subprocess.Popen(
        [
            *("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"),
            f"--accept=pipe,name={PIPE};urp;",
        ]
    )
    try:
        context = connected()
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        text = desktop.loadComponentFromURL(
            Path(file).as_uri(), "_blank", 0, (named("Hidden", True),)
        )
        dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        frame = text.CurrentController.Frame
        dispatcher.executeDispatch(frame, f".uno:{how}AllTrackedChanges", "", 0, ())
        text.storeToURL(Path(out).as_uri(), (named("FilterName", "MS Word 2007 XML"),))
        text.close(True)
        with suppress(DisposedException):  # it goes before it answers
            desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


main()
