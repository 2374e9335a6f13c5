"""Received files to intents: sources registered, tracked changes, outside revisions.

``sources`` keeps a file and its reading; ``tracked`` reads Word and ODT files with their changes;
``received`` says what such a file proposes, ``recording`` proposes it; ``outside`` makes an
outside revision the standing text.
"""

from __future__ import annotations

from draftrace.intake.sources import READING, Source, attachment, reading, source

__all__ = ["READING", "Source", "attachment", "reading", "source"]
