"""The window is closed, or the program is told to end: then it leaves as if one had left it, so
that what was written is kept."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress


def heed(leave: Callable[[], object]) -> None:
    """Leave when that happens. To be called where the program's event loop runs."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):  # Windows knows no hanging up
        number = getattr(signal, name, None)
        if number is not None:
            # Not on Windows, and nowhere but in the main thread.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, leave)
