"""``python -m draftrace``."""

from draftrace.cli import main

if __name__ == "__main__":
    main()
