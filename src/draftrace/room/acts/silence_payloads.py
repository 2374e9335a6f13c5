"""What the acts of a silence procedure carry. See ``room.acts.payloads`` for the rules of such
structures; they stand apart because those import them."""

from __future__ import annotations

from typing import Literal

import msgspec

SilentRung = Literal["agreed in informals", "agreed in committee"]


class _Payload(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    pass


class SilenceOpened(_Payload, frozen=True, kw_only=True, tag="silence opened"):
    """The text goes round: ``covers`` are the provisions, ``seal`` what they say, ``until`` the
    deadline (UTC), ``rung`` what they reach if nobody speaks."""

    covers: tuple[str, ...]
    until: str
    rung: SilentRung
    seal: str
    reason: str = ""


class SilenceBroken(_Payload, frozen=True, kw_only=True, tag="silence broken"):
    """A party speaks, naming paragraphs and saying why."""

    silence: str
    provisions: tuple[str, ...]
    text: str


class SilenceClosed(_Payload, frozen=True, kw_only=True, tag="silence closed"):
    """After the deadline: ``agreed`` reach the rung, sealed; ``broken`` are under discussion."""

    silence: str
    agreed: tuple[str, ...]
    broken: tuple[str, ...]
    rung: SilentRung
    seal: str
    reason: str = ""


class SilenceWithdrawn(_Payload, frozen=True, kw_only=True, tag="silence withdrawn"):
    """Called off: nothing follows from it."""

    silence: str
    reason: str = ""
