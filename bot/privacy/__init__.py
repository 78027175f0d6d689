"""Finds personal data in what people type, and puts plain words in its place. Nothing of Rasa, no model."""
