"""The room in a browser: pages from this machine alone, each a seat in a process of its own.

textual-serve brings the terminal that runs in the page and the process behind it. The page, its
tokens and its headers are ours: its own page asks another host for a font.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import json
import os
import shlex
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from draftrace.errors import UsageError
from draftrace.tui.served import READING, WALL
from draftrace.tui.tokens import Door

MOST = 24
"""Pages open at once: each is a process."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TO_LEAVE = 5.0
"""Seconds a seat is given to keep what is written in it when the server ends."""
_WALL_TYPE, _TYPE = 30, 16
_LONGEST_MESSAGE = 1 << 20
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Pages:
    """The web application. ``tokens`` maps parties to their tokens; without one a page reads."""

    def __init__(
        self,
        root: Path,
        tokens: Mapping[str, str],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        follow: str = "CHAIR",
        wall: bool = False,
    ) -> None:
        self.root = root
        self.host = host
        self.port = port
        self.door = Door(tokens)
        self._wall = f"{WALL}{follow}"
        self._reading = self._wall if wall else READING
        self._sockets: set[web.WebSocketResponse] = set()
        self._seats: set[asyncio.Task[None]] = set()
        template = files("draftrace.tui") / "pages" / "seat.html"
        loader = jinja2.Environment(autoescape=True)
        self._page = loader.from_string(template.read_text(encoding="utf-8"))

    def application(self) -> web.Application:
        """The routes: two pages, the socket behind them, and what the pages are made of."""
        app = web.Application(middlewares=[self._guard])
        served = Path(str(files("textual_serve") / "static"))
        app.add_routes(
            [
                web.get("/", self._seat),
                web.get("/wall", self._on_the_wall),
                web.get("/ws/{ticket}", self._socket),
                web.static("/static", served),
            ]
        )
        app.on_shutdown.append(self._close)
        return app

    async def serve(self, told: Callable[[str], None]) -> None:
        """Serve until cancelled; ``told`` hears the address once it is open."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=3)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            self.port = runner.addresses[0][1]
            shown = f"[{self.host}]" if ":" in self.host else self.host
            told(f"http://{shown}:{self.port}/")
            await asyncio.Event().wait()
        except OSError as error:
            raise UsageError(
                f"Nothing can be served on {self.host}:{self.port}: {_said_of(error)}.",
                _way_out(error),
            ) from error
        finally:
            await runner.cleanup()

    # Pages

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Refuse what comes by another name or from another site; tell the browser to ask nobody
        else for anything."""
        name = request.url.host or ""
        if is_loopback(self.host) and name not in LOOPBACK:
            raise web.HTTPForbidden(text="This room is served to this machine only.\n")
        try:
            response = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(_HEADERS)
            raise
        if not response.prepared:
            response.headers.update(_HEADERS)
            response.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)
        return response

    async def _seat(self, request: web.Request) -> web.Response:
        token = request.query.get("token", "")
        if not token:
            return self._shown(request, self._reading)
        party = self.door.party(token)
        if party is None:
            raise web.HTTPForbidden(
                text="This token opens no seat here: ask who opened the room for yours. "
                "Without one the page reads only.\n"
            )
        return self._shown(request, f"party:{party}")

    async def _on_the_wall(self, request: web.Request) -> web.Response:
        return self._shown(request, self._wall)

    def _shown(self, request: web.Request, seat: str) -> web.Response:
        scheme = "wss" if request.secure else "ws"
        text = self._page.render(
            socket=f"{scheme}://{request.host}/ws/{self.door.ticket(seat)}",
            size=_WALL_TYPE if seat.startswith(WALL) else _TYPE,
            title=self.root.name,
        )
        return web.Response(text=text, content_type="text/html")

    # The socket behind a page

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin", "")
        if origin not in (f"http://{request.host}", f"https://{request.host}"):
            raise web.HTTPForbidden(text="Another site may not open a seat here.\n")
        seat = self.door.admit(request.match_info["ticket"])
        if seat is None:
            raise web.HTTPForbidden(text="This page is used up; load it anew.\n")
        if len(self._sockets) >= MOST:
            raise web.HTTPServiceUnavailable(text=f"{MOST} pages are open; close one.\n")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST_MESSAGE)
        await socket.prepare(request)
        self._sockets.add(socket)

        async def painted(frame: bytes) -> None:
            # A frame for a page that was closed is nothing: the seat has to be heard to its end.
            with suppress(ConnectionError):
                await socket.send_bytes(frame)

        async def closed() -> None:
            await socket.close()

        service = AppService(
            "exec " + shlex.join(self._command(seat)),
            write_bytes=painted,
            write_str=socket.send_str,
            close=closed,
            download_manager=DownloadManager(),
        )
        seated = asyncio.create_task(_seated(socket, service, _size(request)))
        self._seats.add(seated)
        seated.add_done_callback(self._seats.discard)
        try:
            await asyncio.shield(seated)
        finally:
            self._sockets.discard(socket)
        return socket

    def _command(self, seat: str) -> Sequence[str]:
        return [sys.executable, "-P", "-m", "draftrace.tui.served", str(self.root), seat]

    async def _close(self, _: web.Application) -> None:
        for socket in list(self._sockets):
            await socket.close()
        if self._seats:
            await asyncio.wait(self._seats, timeout=_TO_LEAVE)


async def _seated(
    socket: web.WebSocketResponse, service: AppService, size: tuple[int, int]
) -> None:
    """Bring keys and sizes to the seat until the page is closed, then end the seat: also where
    the page has gone long before the seat has left."""
    await service.start(*size)
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await _take(_said(message.data), socket, service)
    except ConnectionError:
        pass  # the page was closed while something was being painted
    finally:
        await _end(service)


async def _take(said: Any, socket: web.WebSocketResponse, service: AppService) -> None:
    match said:
        case ["stdin", str(keys)]:
            await service.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await service.set_terminal_size(_bounded(width), _bounded(height))
        case ["ping", sent]:
            await socket.send_json(["pong", sent])
        case ["blur"]:
            await service.blur()
        case ["focus"]:
            await service.focus()


async def _end(service: AppService) -> None:
    """End the seat; the pipe to it is left open by ``stop``."""
    await service.stop()
    with suppress(ConnectionError):
        service.stdin.close()
        await service.stdin.wait_closed()


def _said_of(error: OSError) -> str:
    """The reason alone; what asyncio puts around it names the address once more."""
    if error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or str(error)


def _way_out(error: OSError) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        return "Choose another with --port, or --port 0 for any that is free."
    return "--host takes an address of this machine; 0.0.0.0 is all it has."


def _said(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _size(request: web.Request) -> tuple[int, int]:
    """Columns and lines of the page's terminal."""
    return _cells(request.query.get("width", ""), 80), _cells(request.query.get("height", ""), 24)


def _cells(asked: str, usual: int) -> int:
    return _bounded(int(asked)) if asked.isdecimal() and len(asked) < 5 else usual


def _bounded(cells: int) -> int:
    return min(max(cells, 20), 500)
