"""The room: who may do what, and what becomes of the text. Pure; no input or output.

``record`` is the act as it is kept, ``state`` what follows from the acts, ``acts/`` one module
per family of acts: its structures, its decide functions (which hold the rules) and its evolve
functions (which never refuse).
"""
