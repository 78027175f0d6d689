"""The rules, one module per concern; each is a function from context to problems."""
