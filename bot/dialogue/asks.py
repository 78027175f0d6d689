"""Tells a question from a plain statement, by its words alone.

Used while a guided form waits for an answer: "will she judge me?" is a question to answer, "my dad said she would
judge me" is what the person has to tell.
"""

from __future__ import annotations

import re
from enum import Enum

_LEAD = re.compile(
    r"^(?:(?:ok|okay|so|but|and|well|um+|er+m?|hm+|oh|ah|wait|hang on|hold on|sorry|actually|also|btw|by the way|first|"
    r"before that|before i answer|before we go on|quick question|one question|a question|question|just|hey|hi|hello|"
    r"please|pls|thanks|thank you|right|yes|no|yeah|lol|haha|got it|one thing|one more thing|"
    r"out of (?:interest|curiosity)|honestly|seriously)[\s,.:;!\-]+)*"
)
_SUBJECT = (
    r"(?:i|you|u|we|they|he|she|it|this|that|these|those|there|my|your|their|his|her|our|the|a|an|any|anyone|anybody|"
    r"everyone|everybody|people|ppl|men|women|boys|girls|someone|some|most|many|all|other|others|therapists?|"
    r"counsellors?|psychologists?|clients?|crying|tears|therapy|what|everything|anything|"
    r"being|having|online|attachment|cultures?)"
)
_AUX = (
    r"(?:is|are|am|was|were|do|does|did|can|could|will|would|should|shall|has|have|had|might|must|isn'?t|aren'?t|"
    r"don'?t|doesn'?t|didn'?t|can'?t|couldn'?t|won'?t|wouldn'?t|shouldn'?t)"
)
# Between "what" or "how" and its verb stands a thing; after "what she ..." a statement goes on.
_NOUN = r"(?:(?!i\b|you\b|we\b|they\b|he\b|she\b|it\b|my\b|people\b|others\b)\w+)"
_STRONG = re.compile(
    rf"""^(?:
      (?!am\b|do\s+(?:it|this|that)\b){_AUX}\s+{_SUBJECT}\b
      |am\s+i\b|do\s+(?:it|this|that)\s+\w+\?
      |(?:what|wat|wot)(?:'?s\b|\s*\?)
      |(?:what|wat|wot)\s+(?:about|happens?|else|kind|sort|exactly|on\s+earth|good|makes?|causes?|counts?)\b
      |(?:what|wat|wot)\s+(?:if|{_AUX}|{_NOUN}\s+{_AUX})\b
      |(?:why|how\s+come)\b(?!\s+i\s+(?:keep|do|don|go|never|always|prefer)\b.*[^?]$)
      |(?:how|when|where|who|which|whom|whose)\s+{_AUX}\b
      |(?:how|which|whose)\s+(?:much|many|long|often|common|normal|sure|bad|soon|{_NOUN}\s+{_AUX})\b
      |who(?:\s+else)?\s+(?:reads?|sees?|gets?|answers?|knows?|runs?|works?|pays?|writes?|wrote|makes?|made|says)\b
      |(?:how|where|who|when)'?s\s
      |(?:tell|explain|show)\s+(?:me|us)\s+(?:more|about|what|why|how|if|whether|who|which)\b
      |(?:explain|define)\b
      |i(?:\s+(?:want|need)|(?:'?d|\s+would)\s+like)\s+to\s+(?:know|ask|understand\s+(?:what|why|how))\b
      |i\s+wanna\s+(?:know|ask)\b
      |i\s+have\s+a\s+question\b
      |i(?:'?m|\s+am|\s+was|\s+do|'?ve\s+been)?\s*(?:just\s+)?(?:wonder(?:ing)?|curious)\b
      |(?:wondering|curious)\s+(?:if|whether|what|why|how|about)\b
      |any\s+(?:idea|tips|chance|proof)\b
    )""",
    re.VERBOSE,
)
_WHAT_IF = re.compile(r"^what\s+if\b")
_REQUEST = re.compile(
    r"\b(?:i(?:'?d| would) like (?:to|an?)|i want (?:to|an?)|i wanna|i need (?:to|an?)|can i|could i|may i|can you|"
    r"could you|please|pls|book(?:ing)?\b|appointment|call me|ring me|get in touch|"
    r"(?:speak|talk) to (?:someone|a\b))"
)


class Asks(Enum):
    """How far a text asks for something."""

    NO = 0
    REQUEST = 1
    MARK = 2
    YES = 3


def asks(text: str) -> Asks:
    """Reads a text.

    Args:
        text: What was typed.

    Returns:
        `YES` where it is built as a question, `MARK` where only a question mark says so ("a hug maybe?"), `REQUEST`
        where something is asked for ("I'd like an appointment"), `NO` for a statement.
    """
    low = text.lower().replace("’", "'").strip()
    core = _LEAD.sub("", low, count=1)
    # Also where the question is the last of several sentences.
    last = re.split(r"(?<=[.!?;])\s+", low)[-1]
    if _WHAT_IF.match(core) and "?" not in low:
        # "What if I can't stop" says what someone worries about as often as it asks.
        return Asks.MARK
    if _STRONG.match(core) or _STRONG.match(_LEAD.sub("", last, count=1)):
        return Asks.YES
    if "?" in low:
        return Asks.MARK
    return Asks.REQUEST if _REQUEST.search(low) else Asks.NO
