"""What is kept of a conversation: one row, no words, gone after a day."""
