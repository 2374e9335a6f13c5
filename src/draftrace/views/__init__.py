"""Pure folds of the state that answer a question."""
