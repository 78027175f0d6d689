"""What in a sentence shows that a word is somebody's name: what introduces one, follows one, only looks like one."""

from __future__ import annotations

import re

TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_]))*")
PARTICLES = frozenset(
    "al el bin bint ibn ben de da di do dos del della der den van von la le du of st mc mac o abu abd y e ter ten".split()
)
ENDS = re.compile(
    r"\s*(?:$|[\n.,;:!?)/|\"-]|&|\+|(?:and|und|et|y|here|btw|speaking|by the way|from|again|lol|x+)\b)", re.I
)
SIGHT = 60
"""How far to either side a name's signs are looked for."""
SHORTENED = re.compile(r"(?:i|you|he|she|we|they|it|who|what|that|there|here|how|where|let)'|.*n't$", re.I)
POSSESSIVE = re.compile(r"'s?$", re.I)
SURE = re.compile(
    r"(?:\bname(?:'?s|\s+is|\s+was|\s+of|\s+as)?\b(?:\s+is)?\s*[,:=-]?\s+|\bname\s*[:=-]\s*|\bcall(?:ed)?\s+(?:me|us|him|her|them)\s+|\bgo(?:es)?\s+by\s+"
    r"|\b(?:maiden|married|legal|full|real|first|last|birth|preferred)\s+name\b\s*(?:is)?\s*[,:=-]?\s*|\b(?:sur|nick|fore)name\s*(?:is)?\s*[:,=-]?\s*"
    r"|\b(?:put|book|file|save|note)\s+(?:it|me|us|that)\s+(?:down\s+)?(?:under|as)\s+|\b(?:booked|registered|listed|filed|down|account)\s+(?:under|as)\s+|\bunder\s+the\s+name\s+(?:of\s+)?"
    r"|\b(?:signed|sincerely|regards|cheers|love|best|wishes|yours|thanks|thanx|thx|ta|you|faithfully)\s*[,\n]\s*(?:from\s+)?(?=\S+(?:\s+\S+){0,2}\W*$)|\bje\s+m'appelle\s+|\bchristened\s+|\bme\s+llamo\s+|\bich\s+hei(?:ß|ss)e\s+|\bmi\s+chiamo\s+)",
    re.I,
)
I_AM = re.compile(
    r"(?:(?<!\w)i\s?'?\s?a?m\s+|\bthis\s+is\s+|\bit'?s\s+|\bit\s+is\s+|\b(?:named|called)\s+|\b(?:hi|hello|hey|dear|hiya)\s*,?\s+)",
    re.I,
)
ASKED = re.compile(
    r"\b(?:ask(?:ed|ing)?(?:\s+for)?|ring|call|tell|told|saw|seeing|speak(?:ing)?\s+(?:to|with)|talk(?:ing)?\s+(?:to|with)|spoke\s+(?:to|with)|met|miss|divorced|married|dating|email|contact|text|with)\s+$",
    re.I,
)
MONTHS = frozenset(("april", "may", "june", "august", "january"))
PLACE = re.compile(r"\b(?:in|at|from|near|to|outside|around|towards|via|the)\s+$", re.I)
ABOUT = re.compile(
    r"\b(?:since|because|cos|when|if|while|until|that|about|without|not|want|wanted|let|made|makes|hope|wish"
    r"|think|does|did|has|is|love|hate|knows|forgive|for)\s+$"
)
DOES = re.compile(
    r"\s+(?:said|says|told|tells|left|died|passed|thinks|thought|hates|loves|loved|wants|wanted|asked|asks|cheated|hit|knows|knew|keeps|kept|will\s+join|can\s+join)\b",
    re.I,
)
HERE = re.compile(r"\s*,?\s+(?:here|speaking)\b(?!\s+(?:is|are|for|to|it))", re.I)
REACHED = re.compile(r"@|\+\d|\d{3}[ -]?\d{3,}|\x00{6,}")
WEAK = frozenset("mental health hospital clinic practice university school church center centre".split())
"""Everyday words that a capital does not make a family name."""
