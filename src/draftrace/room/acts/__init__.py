"""One module per family of acts; ``payloads`` holds what each carries."""
