"""The way in and out: HTTP bodies become turns, turns become Rasa's list of messages with one payload."""
