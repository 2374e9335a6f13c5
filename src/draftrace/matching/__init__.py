"""Which source paragraphs a wording descends from, and what became of each conclusion.

``engine`` is the door. From below: ``families`` and ``formulas`` say what counts as a word and
what is only form; ``numbering`` cuts a corpus into words, ``indexing`` and ``lexical`` find
paragraphs by them; ``weights`` and ``evidence`` say what two wordings share and how much it tells;
``drawn`` says which documents the rest of a text comes from; ``ranking`` and ``reasons`` judge;
``settings``, ``embeddings``, ``meanings`` and ``encoding`` add meaning; ``index`` keeps what is
derived; ``coverage`` and ``agreed`` ask the same from other sides.
"""
