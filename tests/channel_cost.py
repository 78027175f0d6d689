"""What a turn over the website's channel costs beside Rasa's REST webhook: ``python -m tests.channel_cost URL [TURNS]``.

Both ways take turns about in one run, each over one open connection. Start the server with ``TURNS_A_MINUTE`` and
``ADDRESS_TURNS_A_MINUTE`` high, or the limits are what is measured.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from statistics import median
from typing import Any
from urllib.parse import urlsplit

SAID = ("is crying weakness?", "why?", "do men cry in therapy?", "Tell me more", "ok")


def main() -> int:
    """Measures and prints medians in milliseconds."""
    parts = urlsplit(sys.argv[1])
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    web, rest = (http.client.HTTPConnection(str(parts.hostname), parts.port) for _ in range(2))
    token = post(web, "/web/session", {})[1]["token"]
    costs: dict[str, list[float]] = {"rest": [], "web": [], "web with id": []}
    for turn in range(turns):
        said = SAID[turn % len(SAID)]
        costs["rest"].append(post(rest, "/webhooks/rest/webhook", {"sender": "cost", "message": said})[0])
        costs["web"].append(post(web, "/web/message", {"token": token, "message": said})[0])
        costs["web with id"].append(post(web, "/web/message", {"token": token, "message": said, "id": f"m{turn}"})[0])
    for name, found in costs.items():
        print(f"{name:12} median {median(found):.2f} ms")
    extra = [web - rest for web, rest in zip(costs["web with id"], costs["rest"], strict=True)]
    print(f"{'extra':12} median {median(extra):.2f} ms, of the fastest tenth {fastest(costs, 'web with id'):.2f} ms")
    return 0


def fastest(costs: dict[str, list[float]], name: str) -> float:
    """The difference where the machine had nothing else to do."""
    tenth = max(1, len(costs["rest"]) // 10)
    return median(sorted(costs[name])[:tenth]) - median(sorted(costs["rest"])[:tenth])


def post(link: http.client.HTTPConnection, path: str, body: dict[str, Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    link.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    reply = link.getresponse()
    data = json.loads(reply.read())
    assert reply.status == 200, data
    return (time.perf_counter() - started) * 1000, data


if __name__ == "__main__":
    sys.exit(main())
