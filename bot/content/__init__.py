"""Topics, texts, sources and the practice's details as plain data (no Rasa)."""
