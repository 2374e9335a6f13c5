"""Who gets which seat in a browser, and what no page may do."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from draftrace.errors import UsageError
from draftrace.tui import tokens
from draftrace.tui.serving import Pages, is_loopback
from draftrace.tui.tokens import Door
from tui.kit import Table

TOKEN = "a-token-that-is-long-enough"


@pytest.fixture
async def server(table: Table) -> AsyncIterator[TestServer]:
    """Pages of the workspace, with a token for EU."""
    opened = TestServer(Pages(table.root, {"EU": TOKEN}).application())
    others = children_of(os.getpid())
    await opened.start_server()
    yield opened
    await opened.close()
    while set(children_of(os.getpid())) - set(others):
        await asyncio.sleep(0.05)  # a seat that has left is heard of by the loop that opened it
    await asyncio.sleep(0)


async def page(server: TestServer, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """A page as a browser gets it."""
    async with ClientSession() as client, client.get(server.make_url(path), headers=headers) as got:
        return got.status, await got.text(), dict(got.headers)


def socket_of(text: str) -> str:
    found = re.search(r'websocket-url="([^"]+)"', text)
    assert found is not None
    return found[1]


async def test_a_page_names_no_other_host_and_forbids_asking_one(server: TestServer) -> None:
    status, text, headers = await page(server, "/")
    assert status == 200
    addresses = re.findall(r"\b(?:https?|wss?)://([^/\"]+)", text)
    assert set(addresses) == {f"127.0.0.1:{server.port}"}
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "'self' ws://" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


async def test_what_the_page_is_made_of_comes_from_here(server: TestServer) -> None:
    _, text, _ = await page(server, "/")
    paths = re.findall(r"[\"(](/static/[^\")]+)", text)
    assert len(paths) == 4
    async with ClientSession() as client:
        for path in paths:
            async with client.get(server.make_url(path)) as got:
                assert got.status == 200, path


async def test_a_wrong_token_opens_nothing_and_says_so(server: TestServer) -> None:
    status, text, _ = await page(server, "/?token=something-else-altogether")
    assert status == 403
    assert "opens no seat" in text
    assert "websocket" not in text


async def test_the_token_does_not_stand_in_the_page(server: TestServer) -> None:
    status, text, _ = await page(server, f"/?token={TOKEN}")
    assert status == 200
    assert TOKEN not in text


async def test_a_room_for_this_machine_is_not_served_by_another_name(server: TestServer) -> None:
    status, _, _ = await page(server, "/", Host="evil.example")
    assert status == 403


async def test_another_site_opens_no_seat(server: TestServer) -> None:
    _, text, _ = await page(server, f"/?token={TOKEN}")
    for origin in ("https://evil.example", ""):
        async with ClientSession() as client:
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect(socket_of(text), headers={"Origin": origin})
            assert refused.value.status == 403


async def test_a_ticket_is_used_up_by_the_page_it_was_given_to(server: TestServer) -> None:
    _, text, _ = await page(server, "/wall")
    here = {"Origin": f"http://127.0.0.1:{server.port}"}
    async with ClientSession() as client:
        async with client.ws_connect(socket_of(text), headers=here) as socket:
            await socket.send_str("no json")
            await socket.send_json(["resize", {"width": "wide", "height": 10}])
            await socket.send_json(["ping", "7"])
            async for message in socket:
                if message.data == '["pong", "7"]':
                    break
        with pytest.raises(WSServerHandshakeError):
            await client.ws_connect(socket_of(text), headers=here)


def test_a_door_knows_each_party_by_its_own_token() -> None:
    door = Door({"EU": "e" * 20, "CHAIR": "c" * 20})
    assert door.party("e" * 20) == "EU"
    assert door.party("c" * 20) == "CHAIR"
    assert door.party("") is None
    assert door.party("e" * 19) is None
    assert door.party("é\ud800") is None


def test_a_ticket_lasts_a_minute() -> None:
    now = [0.0]
    door = Door({}, clock=lambda: now[0])
    ticket = door.ticket("reading")
    kept = door.ticket("reading")
    now[0] = 59.0
    assert door.admit(ticket) == "reading"
    now[0] = 61.0
    assert door.admit(kept) is None
    assert door.admit("made up") is None


def test_tokens_made_at_start_differ() -> None:
    made = tokens.made(["EU", "NOR"])
    assert len(set(made.values())) == 2
    assert all(len(token) >= 43 for token in made.values())


def given(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "tokens"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_tokens_of_a_file_belong_to_their_parties(tmp_path: Path) -> None:
    file = given(tmp_path, f"EU {TOKEN}\n\nCHAIR another-{TOKEN}\n")
    assert tokens.read(file, ["CHAIR"]) == {"CHAIR": f"another-{TOKEN}"}
    assert tokens.read(given(tmp_path, f"{TOKEN}\n"), ["EU"]) == {"EU": TOKEN}


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        (f"EU {TOKEN}", 0o644, "can be read by others"),
        ("EU short", 0o600, "no token of 16"),
        (f"NOR {TOKEN}", 0o600, "for EU"),
        (f"EU {TOKEN}\nNOR {TOKEN}", 0o600, "the same token"),
    ],
)
def test_a_token_file_that_protects_nobody_is_refused(
    tmp_path: Path, text: str, mode: int, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        tokens.read(given(tmp_path, text, mode), ["EU"])


def test_no_token_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        tokens.read(tmp_path / "none", ["EU"])


@pytest.mark.parametrize(
    ("host", "hint"), [("127.0.0.1", "--port"), ("192.0.2.1", "--host takes an address of this")]
)
async def test_an_address_that_cant_be_served_on_says_what_to_choose(
    table: Table, server: TestServer, host: str, hint: str
) -> None:
    pages = Pages(table.root, {}, host=host, port=server.port or 0)
    with pytest.raises(UsageError) as refused:
        await pages.serve(pytest.fail)
    assert hint in refused.value.hint


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.1.4", "example.org", "::")))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc to see processes in")
async def test_a_server_that_is_killed_leaves_no_seat_behind(table: Table) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "draftrace", "-C", str(table.root), "serve", "--port", "0"],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert server.stdout is not None
    address = (await asyncio.to_thread(server.stdout.readline)).split()[5]
    async with ClientSession() as client:
        async with client.get(address) as got:
            opened = socket_of(await got.text())
        async with client.ws_connect(opened, headers={"Origin": address.rstrip("/")}) as socket:
            await anext(aiter(socket))  # the seat has painted something
            seats = children_of(server.pid)
            assert seats
            server.kill()
            server.wait()
            server.stdout.close()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{seat}").exists() for seat in seats):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


def children_of(process: int) -> list[int]:
    """The processes it began; none where there is no /proc to see them in."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for children in tasks for child in children.read_text().split()]
