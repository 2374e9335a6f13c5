"""Proofreading rules, one small function each."""
