"""A release is one immutable folder: the trained model and the content it was trained with.

The server reads only the release that ``current`` names, never `data/`: an unfinished edit cannot go live by a restart.
"""
