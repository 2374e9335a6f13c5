"""draftrace: drafting and tracing of negotiated texts.

Layers, each importing only downward (held by import-linter, see ``pyproject.toml``)::

    cli            commands; one module per group
    tui            the terminal room
    exporting      what can be written from a workspace, and writing it
    workspace      finds corpus/ sessions/ exports/, picks journal and matcher
    intake         received files to intents
    everywhere     one change proposed wherever the same words stand
    negotiation    the seam: read head, decide, append, state
    journal | readers | exporters | matching
    checks         proofreading rules
    views          pure folds of the state: standing, rolling, history, trace, coverage
    room           parties, meetings, roles, state; acts/ one module per family
    compare        pure functions on text: words, diff, rolling, rebase, align
    text           wording, tokens, brackets, labels and addresses, documents
    errors         one error type, rendered once by the CLI and once by the terminal room

To add a rule of the room, see ``room/acts``; an export format, ``exporting`` and ``exporters``;
a file format, ``readers``; a proofreading rule, ``checks``; a key, ``tui/actions``.
"""

__version__ = "0.1.0"
