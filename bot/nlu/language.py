"""Recognises a message that is not English, by its script or by its everyday words.

No model: a short English message full of slang and typos must never be called foreign,
and a person who writes Greek must not be told so in Spanish. So a language needs
words of its own in the message, and English words speak against it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

PROFILES = Path(__file__).with_name("profiles") / "languages.txt"
ENGLISH = "en"

# Script blocks: first and last code point, and the language meant where the script alone says it.
_SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x1F00, 0x1FFF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0750, 0x077F, "ar"),
    (0xFB50, 0xFDFF, "ar"),
    (0xFE70, 0xFEFC, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x4DBF, "zh"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
    (0x1100, 0x11FF, "ko"),
)
# Letters that only some of the languages of one script have.
_TELLING = (
    ("ru", "uk", "іїєґІЇЄҐ"),
    ("ru", "sr", "ђћџљњјЂЋЏЉЊЈ"),
    ("ar", "fa", "پچژگ"),
    ("ar", "ur", "ٹڈڑںےھ"),
)
# Letters that Latin-script languages have and English has not.
_LETTERS = {
    "ñ": "es", "¿": "es", "¡": "es", "ß": "de", "ä": "de sv fi", "ö": "de sv fi hu tr", "ü": "de tr hu es",
    "ç": "fr pt tr", "œ": "fr", "ê": "fr pt", "è": "fr it", "à": "fr it pt", "ù": "fr it", "ò": "it", "ì": "it",
    "ã": "pt", "õ": "pt", "â": "fr pt ro", "ą": "pl", "ę": "pl", "ł": "pl", "ś": "pl", "ż": "pl", "ź": "pl",
    "ć": "pl", "ń": "pl", "ş": "tr", "ğ": "tr", "ı": "tr", "å": "sv da no", "ø": "da no", "æ": "da no",
    "ă": "ro vi", "ș": "ro", "ț": "ro", "î": "fr ro", "ő": "hu", "ű": "hu", "ř": "cs", "ů": "cs", "ě": "cs",
    "č": "cs", "š": "cs", "ž": "cs", "đ": "vi", "ơ": "vi", "ư": "vi", "á": "es pt hu cs", "é": "fr es pt hu",
    "í": "es pt hu cs", "ó": "es pt pl hu", "ú": "es pt hu",
}  # fmt: skip
# Said by people who speak English; they tell nothing.
_SAYINGS = re.compile(
    r"\b(c'?est la vie|se la vie|que sera,? sera|je ne sais quoi|hasta la vista|hasta mañana|non,? merci|por favor)\b"
)
# Letters that no accent can be taken from.
_BARE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ELISION = re.compile(r"\b([cdjlmnst]|qu)'(?=[^\W\d_]{2,})")
# A greeting says enough by itself; any other single word may be a name.
_ALONE = {
    "hola": "es", "gracias": "es", "ayuda": "es", "hallo": "de", "danke": "de", "hilfe": "de", "bonjour": "fr",
    "bonsoir": "fr", "merci": "fr", "salut": "fr", "ciao": "it", "grazie": "it", "aiuto": "it", "buongiorno": "it",
    "cześć": "pl", "dziękuję": "pl", "pomocy": "pl", "olá": "pt", "obrigado": "pt", "obrigada": "pt",
    "merhaba": "tr", "teşekkürler": "tr", "selam": "tr", "hej": "sv", "tack": "sv", "mulțumesc": "ro",
    "bedankt": "nl", "goedemorgen": "nl", "goedendag": "nl", "guten": "de", "buonasera": "it",
    "kalimera": "el", "kalispera": "el", "efharisto": "el", "marhaba": "ar", "shukran": "ar", "privet": "ru",
    "spasibo": "ru",
}  # fmt: skip


def detect(text: str) -> str:
    """The ISO code of the message's language; "en" unless there is good reason to think otherwise."""
    folded = unicodedata.normalize("NFKC", text)
    return _by_script(folded) or _by_words(folded.translate({0x2019: "'", 0x2018: "'"}).lower())


def _by_script(text: str) -> str | None:
    found: Counter[str] = Counter()
    latin = 0
    for letter in text:
        if letter < "\u0250":
            latin += letter.isalpha()
            continue
        point = ord(letter)
        code = next((code for first, last, code in _SCRIPTS if first <= point <= last), None)
        if code:
            found[code] += 1
    total = sum(found.values())
    # One Greek word in an English question is a quotation. A sign of Chinese carries a whole word.
    weight = sum(n * (3 if code in ("zh", "ja", "ko") else 1) for code, n in found.items())
    if total < 2 or weight <= latin:
        return None
    best = "ja" if found["ja"] and found["zh"] else found.most_common(1)[0][0]
    for base, other, letters in _TELLING:
        if best == base and any(letter in text for letter in letters):
            return other
    return best


def _by_words(text: str) -> str:
    words = _WORD.findall(_ELISION.sub(r"\1' ", _SAYINGS.sub(" ", text)))
    if not words:
        return ENGLISH
    if len(words) <= 2 and words[0] in _ALONE and not any(word in _english() for word in words):
        return _ALONE[words[0]]
    kinds = set(words)
    english = sum(1 for word in words if word in _english())
    scores = {code: sum(1 for word in kinds if word in own) for code, own in _profiles().items()}
    for letter, codes in _LETTERS.items():
        if letter in text:
            for code in codes.split():
                scores[code] += 1
    best = max(scores, key=lambda code: (scores[code], -list(scores).index(code)))
    # Two words of its own at least, more of them than of English, and a good part of the message.
    enough = scores[best] >= 2 and scores[best] > english and scores[best] >= 0.3 * len(kinds)
    return best if enough else ENGLISH


@lru_cache(maxsize=1)
def _read() -> dict[str, frozenset[str]]:
    read = {}
    for line in PROFILES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, words = line.partition(":")
            # Phones drop accents: "vergüenza" is typed "verguenza" too.
            own = words.split()
            read[code] = frozenset(own) | frozenset(_plain(word) for word in own if len(word) > 2)
    return read


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(_BARE))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return _read()[ENGLISH]


@lru_cache(maxsize=1)
def _profiles() -> dict[str, frozenset[str]]:
    return {code: words - _english() for code, words in _read().items() if code != ENGLISH}
