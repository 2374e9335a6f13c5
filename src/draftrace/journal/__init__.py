"""The Journal protocol and its engines; nothing above may know which."""
