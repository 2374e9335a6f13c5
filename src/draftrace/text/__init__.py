"""Pure text: wording, tokens, brackets, labels, addresses, documents."""
