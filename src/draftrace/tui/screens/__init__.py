"""Screens: what is where, and what each key does there. Rules live in ``room.acts``."""
