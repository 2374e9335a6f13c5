"""Akoma Ntoso 3.0 after the UN profile: the text of an issue with its amendments and history.

Source: https://docs.oasis-open.org/legaldocml/akn-core/v1.0/ and the UN Semantic Interoperability
Framework's guidelines; the tests hold the file against the schema.
"""

from __future__ import annotations

from draftrace.exporters.akoma.reading import akoma_unsaid
from draftrace.exporters.akoma.writing import akoma_ntoso

__all__ = ["akoma_ntoso", "akoma_unsaid"]
