"""The intake's questionnaire. What is missing in it is for `bot.intake.rules` to say; here, what does not belong."""

from __future__ import annotations

from dataclasses import fields

from bot.check.shapes import REVIEW, TEXT, TEXTS, Either, Flag, Items, Keys, Number, Text, keys
from bot.intake import rules
from bot.intake.definition import FIELDS, TYPES, Field, Question

_LINES = Either((TEXT, TEXTS))
_OPTION = Keys({"code": TEXT, "label": TEXT, "words": TEXTS})
_SPECIAL = {
    "id": Text("Records and exports use it: keep it", one_of=FIELDS, elsewhere=True),
    "type": Text("What is filled in", one_of=TYPES, elsewhere=True),
    "limit": Number("Most characters that are kept"),
    "options": Items(_OPTION),
}
_FIELD = Keys({**keys([f.name for f in fields(Field)]), **_SPECIAL})
_ASKED = {"id": Text(one_of=rules.QUESTIONS, elsewhere=True), "fields": TEXTS, "needed": Flag()}
_QUESTION = Keys({**keys([f.name for f in fields(Question)], _LINES), **_ASKED})


def _part(names: tuple[str, ...]) -> Keys:
    """Texts by name; that one is missing is said by the intake's own rules."""
    return Keys(keys(names, _LINES), needed=names)


QUESTIONNAIRE = Keys(
    {
        "intake": Keys(
            {
                "version": Text("Raise it when the consent text changes in meaning"),
                "title": TEXT,
                **REVIEW,
                "consent": _part(rules.CONSENT),
                "fields": Items(_FIELD),
                "questions": Items(_QUESTION),
                "others": _part(rules.OTHERS),
                "texts": _part(rules.TEXTS),
                "form": _part(rules.FORM),
                "buttons": _part(rules.BUTTONS),
            },
        )
    },
)
