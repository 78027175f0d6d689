"""What a person's own words say about closeness, and about where a norm on crying comes from.

`bot.cues.build.find(text)` answers for one text; the NLU component holds a `CueFinder`.
"""
