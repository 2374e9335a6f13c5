"""Proofreading: rules as small pure functions, one module per family, one table of them all.

``check`` applies every rule to a document; it never raises, whatever the text is like, and takes
time linear in its length. Word lists are data in ``text/lexicon``.
"""

from __future__ import annotations

from draftrace.checks.checking import check, located, rule_table
from draftrace.checks.findings import Finding, Rule, Severity
from draftrace.checks.rules import RULES

__all__ = ["RULES", "Finding", "Rule", "Severity", "check", "located", "rule_table"]
