"""Reads over typing slips: words of phone spelling are written out, misspelt words become the known word one slip away.

Sentence encoders split an unknown word into scraps ("criyng" is c-ri-yng to them) and lose its meaning. Known words come
from the training phrases and from the encoder's own vocabulary, so the component fits whatever it is trained on.
Candidates are found by the deletions that two words share (SymSpell: Garbe 2012), which needs no search.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Iterable

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embeddings.minilm import common_words
from bot.nlu.places import digest_of

TYPED = "typed"
"""Where the message as it was typed stays."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_PHONE_SPELLING = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "n": "and", "teh": "the", "adn": "and", "im": "I'm", "ive": "I've", "dont": "don't", "cant": "can't", "wat": "what", "wot": "what", "wht": "what",
    "thx": "thanks", "pls": "please", "plz": "please", "ppl": "people", "bc": "because", "cuz": "because", "coz": "because",
    "cos": "because", "tho": "though", "thru": "through", "abt": "about", "bout": "about", "smth": "something",
    "sth": "something", "sum1": "someone", "smone": "someone", "evry": "every", "evrything": "everything",
    "wud": "would", "cud": "could", "shud": "should", "dunno": "don't know", "gonna": "going to", "wanna": "want to",
    "gotta": "have to", "tryna": "trying to", "kinda": "kind of", "rly": "really", "srsly": "seriously", "prolly": "probably",
    "idk": "I don't know", "tbh": "to be honest", "imo": "in my opinion", "rn": "right now", "b4": "before", "2day": "today",
    "nite": "night", "luv": "love", "sesh": "session", "convo": "conversation", "info": "information", "appt": "appointment",
}  # fmt: skip
_FAMILIAR = 3
_SHORTEST = 4
"""Shorter words have too many neighbours to be corrected."""
_REPEAT = re.compile(r"([a-z])\1{2,}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingReader(GraphComponent):
    """Writes the corrected text to `text` and keeps what was typed in `typed`. Stands first."""

    def __init__(self, storage: ModelStorage, resource: Resource, counts: dict[str, int] | None = None) -> None:
        """Takes the counts of known words, or none before training."""
        self._storage, self._resource = storage, resource
        self._speller = Speller(counts or {})

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SpellingReader:
        """Creates the component (Rasa's interface)."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingReader:
        """Loads the known words of a trained model."""
        with model_storage.read_from(resource) as folder:
            counts = json.loads((Path(folder) / "words.json").read_text())
        return cls(model_storage, resource, counts)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The table and the rules stand outside the class, which is all that Rasa's training cache sees."""
        return digest_of(Path(__file__))

    def train(self, training_data: TrainingData) -> Resource:
        """Counts the words of the training phrases."""
        counts = Counter(
            word.lower()
            for message in training_data.training_examples
            for word in _WORD.findall(str(message.get(TEXT) or "").replace("’", "'"))
        )
        self._speller = Speller(dict(counts))
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / "words.json").write_text(json.dumps(counts, sort_keys=True))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training phrases are read as messages are."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Corrects each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(TYPED, text)
                message.set(TEXT, self._speller.correct(text))
        return messages


class Speller:
    """Corrects words one slip away from a known one."""

    def __init__(self, counts: dict[str, int]) -> None:
        """Prepares the lookup.

        Args:
            counts: How often each known word was seen in training; may be empty.
        """
        self._counts = counts
        common = common_words() if counts else []
        self._rank = {word: i for i, word in enumerate(common)}
        # A word seen once or twice in training may be a slip itself.
        self._known = set(self._rank) | {w for w, n in counts.items() if n >= _FAMILIAR}
        targets = {w for w, n in counts.items() if n >= _FAMILIAR and len(w) >= _SHORTEST}
        self._near: dict[str, list[str]] = {}
        for word in sorted(targets | {w for w in common[:12000] if len(w) >= _SHORTEST}):
            for form in _deletions(word):
                self._near.setdefault(form, []).append(word)

    def correct(self, text: str) -> str:
        """Returns the text with phone spelling written out and slips mended; everything else as it was."""
        return _WORD.sub(lambda found: self._word(found[0]), text) if self._counts else text

    def _word(self, word: str) -> str:
        low = word.lower().replace("’", "'")
        if low in _PHONE_SPELLING:
            return _PHONE_SPELLING[low]
        if low in self._known:
            return word
        low = _REPEAT.sub(r"\1\1", low)
        short = re.sub(r"([a-z])\1\b", r"\1", low)
        for form in (low, short):
            if form in self._known:
                return form
        if len(low) < _SHORTEST or "'" in low:
            return word
        return self._nearest(low) or word

    def _nearest(self, word: str) -> str | None:
        found: set[str] = set()
        for form in _deletions(word):
            found.update(self._near.get(form, ()))
        able = [w for w in found if one_slip(word, w)]
        # Seen in training first, then common in English; a swap of two letters is the likeliest slip.
        return min(
            able,
            key=lambda w: (
                -min(self._counts.get(w, 0), 50) - (25 if sorted(w) == sorted(word) else 0),
                self._rank.get(w, 10**6),
                w,
            ),
            default=None,
        )


def _deletions(word: str) -> Iterable[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def one_slip(a: str, b: str) -> bool:
    """Whether two words are one dropped, added, changed or swapped letter apart (Damerau)."""
    if a == b or abs(len(a) - len(b)) > 1:
        return a == b
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]
