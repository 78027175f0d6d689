"""What the ONNX encoders share: building once, loading once, one text at a time or thousands."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.embeddings.pooling import Span, Tokens, pooled
from bot.nlu.embeddings.session import session_of

ROOT = Path(os.environ.get("ENCODER_DIR") or Path(__file__).resolve().parents[3] / "var" / "encoders")
TOKENIZER, CENTRE = "tokenizer.json", "centre.npy"
MAX_TOKENS = 256
_REMEMBERED = 32  # messages: the danger screen, the topics and the cues each ask about the same one
_WORDS = 400  # ordinary words that a middle layer is centred on


class OnnxEncoder:
    """An encoder over one graph file; subclasses say how it is built and what goes in.

    Every text is read on its own, training phrases too: in a batch the 8-bit scales depend on the neighbours, and a
    phrase comes out at a cosine of 0.945 to itself alone. Learnt from batches, twice as fast, one or two messages more
    in a hundred went to the wrong topic, and of the attachment cues 85 instead of 93 in a hundred were found.
    """

    name: str
    blocks: tuple[int, ...]
    sources: tuple[Path, ...]  # files that decide what the graph is
    parts: tuple[str, ...] = (TOKENIZER, CENTRE)  # files beside the graph

    def __init__(self, folder: Path | None = None) -> None:
        """Loading waits for the first text."""
        self.folder = folder or ROOT / self.name
        self._session: Any = None
        self._tokenizer: Any = None
        self._lock = threading.RLock()
        self._digest = ""
        self._read: OrderedDict[tuple[int, int], Tokens] = OrderedDict()
        self._reading = threading.Lock()

    @property
    def graph(self) -> str:
        """The graph's file name; a graph written by older code is no longer asked for."""
        digest = hashlib.sha256(b"".join(source.read_bytes() for source in self.sources))
        return f"model-{digest.hexdigest()[:8]}.onnx"

    def build(self) -> None:
        """Writes the graph and its parts to the folder."""
        raise NotImplementedError

    def inputs(self, ids: np.ndarray) -> dict[str, np.ndarray]:
        """What the graph is given for token ids of one length."""
        return {"ids": ids}

    def prepare(self) -> None:
        """Loads what `inputs` needs."""

    def ensure(self) -> None:
        """Builds, unless everything is there."""
        with self._lock:
            if not all((self.folder / name).exists() for name in (self.graph, *self.parts)):
                self.folder.mkdir(parents=True, exist_ok=True)
                self.build()

    def fingerprint(self) -> str:
        """A digest of the graph, its parts, and the way texts are given to it."""
        with self._lock:
            if not self._digest:
                self.ensure()
                digest = hashlib.sha256(Path(__file__).read_bytes())
                for name in (self.graph, *self.parts):
                    digest.update((self.folder / name).read_bytes())
                self._digest = f"{self.name}-{digest.hexdigest()[:16]}"
        return self._digest

    def encode(self, texts: list[str]) -> np.ndarray:
        """One float32 row a text, each text on its own."""
        if not texts:
            return np.zeros((0, sum(self.blocks)), dtype=np.float32)
        return np.stack([pooled(self._tokens(text).states, self._centre) for text in texts])

    def encode_parts(self, text: str, spans: Sequence[Span]) -> np.ndarray:
        """A row for the text and one for each of its spans, from one pass over the text."""
        return self._pool(text, self._tokens(text), spans)

    def _pool(self, text: str, tokens: Tokens, spans: Sequence[Span]) -> np.ndarray:
        rows = [pooled(tokens.states, self._centre)]
        for span in spans:
            inside = tokens.inside(span)
            if span[1] > tokens.reach() or not len(inside):  # cut off there: that part is read by itself
                inside = self._tokens(text[slice(*span)]).states
            rows.append(pooled(inside, self._centre))
        return np.stack(rows)

    def _tokens(self, text: str) -> Tokens:
        """Reads a text, or remembers the reading; a digest stands for the text, so that no words are kept."""
        key = (len(text), hash(text))
        with self._reading:
            if key in self._read:
                self._read.move_to_end(key)
                return self._read[key]
        tokens = self._run(text)
        with self._reading:
            self._read[key] = tokens
            while len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return tokens

    def _run(self, text: str) -> Tokens:
        session, found = self._ready(), self._tokenizer.encode(text)
        states = session.run(None, self.inputs(np.array([found.ids], dtype=np.int64)))[0][0]
        return Tokens(states, np.array(found.offsets, dtype=np.int64).reshape(-1, 2))

    def encode_many(self, texts: list[str]) -> np.ndarray:
        """The same for many texts, on all processors."""
        return np.concatenate(self.encode_parts_many([(text, ()) for text in texts]))

    def encode_parts_many(self, messages: Sequence[tuple[str, Sequence[Span]]]) -> list[np.ndarray]:
        """What `encode_parts` gives, for many messages."""
        self._ready()

        def one(message: tuple[str, Sequence[Span]]) -> np.ndarray:
            return self._pool(message[0], self._run(message[0]), message[1])

        with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
            return list(pool.map(one, messages))

    def _ready(self) -> Any:
        if self._session is None:
            with self._lock:
                if self._session is None:
                    self.ensure()
                    from tokenizers import Tokenizer

                    tokenizer = Tokenizer.from_file(str(self.folder / TOKENIZER))
                    tokenizer.no_padding()
                    tokenizer.enable_truncation(MAX_TOKENS)
                    self._tokenizer = tokenizer
                    self.prepare()
                    self._centre = np.load(self.folder / CENTRE, allow_pickle=False)
                    self._session = session_of(str(self.folder / self.graph))
        return self._session


def whole_words(tokenizer: Any) -> list[str]:
    """Whole English words of a tokenizer's vocabulary, commonest first."""
    by_number = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [word for word, _ in by_number if len(word) > 1 and word.isascii() and word.isalpha()]


def ordinary_words(tokenizer: Any) -> list[str]:
    """Every third of the commonest words."""
    return whole_words(tokenizer)[: _WORDS * 3 : 3]


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """A file of one's own that takes the target's place when it is whole: two workers may build at once."""
    part = target.with_name(f"{target.name}.{os.getpid()}")
    yield part
    part.replace(target)


def put(target: Path, content: bytes) -> None:
    """Writes a file in one go."""
    with part_of(target) as part:
        part.write_bytes(content)


def put_array(target: Path, rows: np.ndarray) -> None:
    """Writes an array in one go."""
    with part_of(target) as part, part.open("wb") as file:
        np.save(file, rows)
