"""What acts carry that bring a text to its close: silence, editorial fixes, what is read out at
adoption. See ``room.acts.payloads`` for the rules of such structures; it imports these."""

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


class EditorialFix(_Payload, frozen=True, kw_only=True, tag="editorial fix"):
    """Still agreed with this change: an agreed provision reads so from now on, on its rung."""

    provision: str
    wording: str
    reason: str
    seal: str


class OralAmendment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change read out as the text was adopted, by the party whose words it brings in."""

    provision: str
    wording: str
    party: str
    reason: str = ""


Closing = SilenceOpened | SilenceBroken | SilenceClosed | SilenceWithdrawn | EditorialFix
