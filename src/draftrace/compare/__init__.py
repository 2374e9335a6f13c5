"""Pure functions on text: words, diff, rolling, rebase, align."""
