"""Checks of everything staff write in data/, each problem with file, line and remedy."""
