"""Talking to the current release without a server: for staff who try a sentence, and for scenarios. Keeps nothing."""
