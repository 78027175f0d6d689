"""Understanding: Rasa graph components that know nothing of our topics."""
