"""A command line in a workspace, run in this process: exit code, stdout, stderr."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import msgspec

from draftrace.cli.run import run


class Told(msgspec.Struct):
    """What a command told."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Desk:
    """Somebody at a keyboard in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> Told:
        """Run a command, whatever comes of it."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["-C", str(self.folder), *arguments])
        return Told(code, _written(out), _written(err))

    def done(self, *arguments: str) -> Told:
        """Run a command that must succeed."""
        told = self(*arguments)
        assert told.code == 0, told.err
        return told

    def refused(self, what: str, *arguments: str, code: int = 1) -> Told:
        """Run a command that must be refused with these words and this exit code."""
        told = self(*arguments)
        assert told.code == code, (told.code, told.out, told.err)
        assert what in told.err, told.err
        assert told.out == ""
        return told


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


DRAFT = """\
Symbol: L.1

Date: 3 March 2030

# Sample Political Declaration and Plan of Action

## Political Declaration

We, the delegations,

*Recalling* what was promised before,

1. *Reaffirm* our commitment to health, as appropriate, in all regions;[^1]

2. *Decide* to meet again in two years.

## Plan of Action

1. Too little is known about new routes.

2. States should:

(a) Promote the exchange of intelligence among countries of origin;

(b) Strengthen border control agencies;

(c) Support growers who give up illicit crops.

[^1]: As the earlier declaration has it.
"""

REPORT = """\
Symbol: WG.1

Date: 1 February 2030

# Report of the expert working group on routes

## I. Deliberations

1. Speakers noted that routes were shifting and that border agencies lacked staff.

## II. Conclusions

2. The working group concluded that:

(a) Exchange of intelligence should be promoted among countries of origin, transit and destination;

(b) Border control agencies should be strengthened and equipped;

(c) A global register of laboratories should be kept by an independent observatory.
"""
