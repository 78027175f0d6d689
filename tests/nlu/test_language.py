"""Which language a message is in. The English ones matter most: nobody may be sent away for their spelling."""

from __future__ import annotations

import pytest

from bot.nlu.language import detect

FOREIGN = [
    ("Φοβάμαι να κλάψω μπροστά της", "el"),
    ("هل يمكنني حجز موعد", "ar"),
    ("мне стыдно плакать", "ru"),
    ("мені соромно плакати, що її дратує", "uk"),
    ("我在治疗时哭了", "zh"),
    ("泣いてしまいました", "ja"),
    ("치료 중에 울었어요", "ko"),
    ("मुझे रोना आता है", "hi"),
    ("אני בוכה הרבה", "he"),
    ("me da vergüenza llorar", "es"),
    ("me da verguenza llorar", "es"),
    ("hola", "es"),
    ("muss ich weinen wenn ich nicht will", "de"),
    ("guten tag, ich brauche hilfe", "de"),
    ("j'ai peur de pleurer devant elle", "fr"),
    ("bonjour", "fr"),
    ("posso prendere un appuntamento", "it"),
    ("ik wil graag een afspraak maken", "nl"),
    ("wstydzę się płakać", "pl"),
    ("eu choro muito na terapia", "pt"),
    ("çok ağlıyorum", "tr"),
    ("jag vill boka en tid", "sv"),
    ("vreau o programare vă rog", "ro"),
]

ENGLISH = [
    "",
    "?",
    "ok",
    "no",
    "hi",
    "idk tbh",
    "y am i like dis",
    "cnt stop cryin lol",
    "therapist sed wat",
    "Siobhán Ní Bhriain is my counsellor",
    "my babcia from Łódź never cried",
    "abuela said no llores, what does she mean",
    "he said je ne sais quoi and I wept",
    "was it die or dye",
    "qwertyuiop",
    "😭😭",
    "10/10 would cry again",
    "doc is a man, fine, but am i fast or late",
    "the Greek for tears is δάκρυα",
    "naive café résumé",
]


@pytest.mark.parametrize(("text", "code"), FOREIGN)
def test_another_language_is_recognised(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_called_foreign(text: str) -> None:
    assert detect(text) == "en"
