"""What a person's own words say about closeness, and about where a norm on crying comes from."""

from bot.cues.find import CueFinder, find

__all__ = ["CueFinder", "find"]
