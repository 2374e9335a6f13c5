"""Source suggestions: lexical, embeddings, evidence, ranking."""
