"""Scores messages with known answers against the current release: screen, pipeline, dialogue, as a turn takes them."""
