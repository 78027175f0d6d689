"""Sends a running bot what an attacker would and counts what comes back: ``python -m tests.hostile URL [COUNT] [LOG]``.

Bad and changed tokens, other people's ids, oversized and malformed bodies, broken HTTP, forged headers, clients that
hang up. No answer may be 5xx, none may hold another's talk, and no log line what was sent.
"""

from __future__ import annotations

import base64
import json
import os
import random
import socket
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MARK = "xyzzymark"
"""Stands in everything that is sent, so that it can be searched for."""
WORKERS, SESSIONS = 16, 40
JSON = b"Content-Type: application/json\r\n"
PATHS = ("/web/message", "/web/session", "/web/delete", "/web/kept", "/web/contact", "/webhooks/rest/webhook")


@dataclass
class Outcome:
    """What came back.

    Attributes:
        statuses: How often each status came; ``closed`` where the server hung up without a word.
        bad: Descriptions of answers that must not be.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)


class Attacker:
    """Knows the bot's address and the token of a victim's conversation, whose topic it must never be told."""

    def __init__(self, url: str, seed: int = 0) -> None:
        parts = urlsplit(url)
        self.place = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.random = random.Random(seed)
        self.kinds: list[Callable[[], bytes]] = [
            self.bad_token,
            self.changed_token,
            self.other_ids,
            self.oversized,
            self.malformed,
            self.broken_http,
            self.forged_headers,
            self.wild_message,
            self.wrong_method,
            self.rest_from_afar,
            self.hang_up,
        ]

    @property
    def own(self) -> str:
        """A token that the attacker came by honestly."""
        return self.random.choice(self.tokens)

    def session(self) -> str:
        """Starts a conversation."""
        body = self.exchange(request("/web/session", b"{}")).partition(b"\r\n\r\n")[2]
        return str(json.loads(body)["token"])

    def run(self, count: int) -> Outcome:
        """Sends `count` requests from several connections at once."""
        self.victim, self.tokens = self.session(), [self.session() for _ in range(SESSIONS)]
        worry = f"will my therapist judge me? {MARK}"
        self.exchange(request("/web/message", dump(token=self.victim, message=worry, id="theirs")))
        outcome = Outcome()
        jobs = [self.random.choice(self.kinds) for _ in range(count)]
        with ThreadPoolExecutor(WORKERS) as pool:
            for kind, answer in pool.map(self._one, jobs):
                self._judge(kind, answer, outcome)
        return outcome

    def _one(self, kind: Callable[[], bytes]) -> tuple[str, bytes]:
        return kind.__name__, self.exchange(kind(), answer=kind.__name__ != "hang_up")

    def _judge(self, kind: str, answer: bytes, outcome: Outcome) -> None:
        status = answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"
        outcome.statuses[f"{kind} {status}"] += 1
        if status.startswith("5"):
            outcome.bad.append(f"{kind}: {status}")
        if b'"custom": {"topic": "therapist_judgement"' in answer:
            outcome.bad.append(f"{kind}: another's talk")
        if MARK.encode() in answer:
            outcome.bad.append(f"{kind}: what was sent came back")
        if status[0] == "4" and b'{"error": {"code": ' not in answer and not answer.endswith(b"\r\n\r\n"):
            outcome.bad.append(f"{kind}: {status} in another shape")

    def exchange(self, raw: bytes, answer: bool = True) -> bytes:
        """Sends bytes on a connection of their own and reads all that comes back."""
        got = b""
        try:
            with socket.create_connection(self.place, timeout=40) as link:
                link.sendall(raw)
                if not answer:
                    return b"HTTP/1.1 000"
                while part := link.recv(65536):
                    got += part
        except OSError:
            pass
        return got

    def bad_token(self) -> bytes:
        """Tokens that were made up."""
        made = [
            "",
            "A" * 88,
            base64.urlsafe_b64encode(os.urandom(66)).decode(),
            "../" * 20,
            "null",
            "é" * 88,
            self.own[:-4],
            self.own + "A",
            MARK * 500,
        ]
        path = "/web/" + self.random.choice(["message", "delete"])
        return request(path, dump(token=self.random.choice(made), message=MARK))

    def changed_token(self) -> bytes:
        """The attacker's own token with one character changed."""
        own = self.own
        place = self.random.randrange(len(own))
        changed = own[:place] + ("A" if own[place] != "A" else "B") + own[place + 1 :]
        return request("/web/message", dump(token=changed, message=f"but what if she does? {MARK}"))

    def other_ids(self) -> bytes:
        """The victim's message id, a sender, a key: nothing but a token names a conversation."""
        more = {"id": "theirs", "sender": self.victim, "sender_id": MARK, "metadata": {"x": MARK}}
        return request("/web/message", dump(token=self.own, message="Tell me more", **more))

    def oversized(self) -> bytes:
        """More than anyone types."""
        size = self.random.choice([20_001, 64_000, 66_000, 300_000, 1_500_000])
        return request("/web/message", dump(token=self.own, message=MARK + "x" * size))

    def malformed(self) -> bytes:
        """Bodies that are no JSON object, or the wrong one."""
        bodies = [
            b"",
            b"{",
            b"[]",
            b"[" * 30_000,
            b"null",
            b"\xff\xfe\x00",
            b'"' + MARK.encode() + b'"',
            b'{"token": {}}',
            b'{"token": null, "message": []}',
            dump(token=self.own),
            dump(token=self.own, message={"a": MARK}),
            dump(token=self.own, message=MARK, id="x" * 65),
            dump(token=self.own, message=MARK, id=["theirs"]),
            b'{"token": 1e999, "message": "' + MARK.encode() + b'"}',
        ]
        return request(self.random.choice(PATHS[:3]), self.random.choice(bodies))

    def broken_http(self) -> bytes:
        """Requests that are no HTTP, or hardly."""
        mark, post = MARK.encode(), b"POST /web/message HTTP/1.1\r\nConnection: close\r\n"
        return self.random.choice(
            [
                b"\r\n\r\n",
                mark + b"\r\n\r\n",
                b"GET\r\n\r\n",
                b"GET /" + mark + b" HTTP/9.9\r\n\r\n",
                post + b"Content-Length: " + mark + b"\r\n\r\n",
                post + b"Content-Length: -5\r\n\r\n",
                post + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                post + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                post + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + mark + b"\r\n",
                post + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                post + b"Transfer-Encoding: " + mark + b"\r\n\r\n",
                post + b"Expect: " + mark + b"\r\nContent-Length: 2\r\n\r\n{}",
                b"GET /\xff\xfe" + mark + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET http://[::bad/" + mark + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET //" + mark + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET /%zz%00 HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET /static/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET /faq HTTP/1.1\r\nHost: " + b"a" * 20_000 + b"\r\n\r\n",
                b"GET /web/kept HTTP/1.1\r\nnocolon\r\nConnection: close\r\n\r\n",
                b"GET /web/kept HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n",
            ]
        )

    def forged_headers(self) -> bytes:
        """Headers that claim to be someone else."""
        headers = self.random.choice(
            [
                b"Origin: https://evil.example\r\n",
                b"Origin: null\r\n",
                b"Origin: " + MARK.encode() + b"\r\n",
                b"X-Forwarded-For: " + MARK.encode() + b", ,;, 1.1.1.1\r\n",
                b"Host: [::bad\r\n",
                b"Authorization: Bearer " + MARK.encode() + b"\r\n",
                b"Cookie: token=" + self.victim.encode() + b"\r\n",
            ]
        )
        return request(self.random.choice(PATHS), dump(sender="theirs", message=MARK), headers=headers)

    def wild_message(self) -> bytes:
        """Messages that would be commands, markup or code elsewhere."""
        wild = ["/restart", "/session_start", '/faq{"a": 1}', "<script>", "{{7*7}}", "'; drop", "\x1b[2J", "\ud800"]
        return request("/web/message", dump(token=self.own, message=self.random.choice(wild) + MARK))

    def wrong_method(self) -> bytes:
        """Methods that a route does not have."""
        method = self.random.choice(["GET", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", MARK])
        return request(self.random.choice(PATHS), dump(token=self.own, message=MARK), method=method)

    def rest_from_afar(self) -> bytes:
        """Rasa's webhook through a proxy."""
        return request(PATHS[-1], dump(sender=self.victim, message=MARK), headers=b"X-Forwarded-For: 203.0.113.9\r\n")

    def hang_up(self) -> bytes:
        """Clients that are gone before the answer, or before their own last byte."""
        whole = request("/web/message", dump(token=self.own, message=f"is crying weakness? {MARK}"))
        return whole[: self.random.choice([10, 60, len(whole) - 5, len(whole)])]


def dump(**fields: object) -> bytes:
    """Writes a JSON body."""
    return json.dumps(fields).encode()


def request(path: str, body: bytes, method: str = "POST", headers: bytes = b"") -> bytes:
    """Writes an HTTP request."""
    start = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    return start.encode() + JSON + headers + b"\r\n" + body


def main() -> int:
    """Runs the attack and prints what came of it.

    Returns:
        Exit code: 1 where anything came back that must not.
    """
    url, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    outcome = Attacker(url).run(count)
    for name, number in sorted(outcome.statuses.items()):
        print(f"{number:7} {name}")
    if len(sys.argv) > 3 and MARK in Path(sys.argv[3]).read_text(errors="replace"):
        outcome.bad.append("the log holds what was sent")
    print(f"{sum(outcome.statuses.values())} requests, {len(outcome.bad)} bad answers")
    print(*Counter(outcome.bad).items(), sep="\n")
    return 1 if outcome.bad else 0


if __name__ == "__main__":
    sys.exit(main())
