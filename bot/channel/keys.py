"""The server's one secret, and the keys made from it: it signs conversation ids and blinds addresses."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

SIZE = 32
FILE = "web.key"



def secret(var: Path, environ: Mapping[str, str] | None = None) -> bytes:
    """Returns the secret: from ``BOT_KEY``, else from a file that only the server's user can read.

    Workers of one machine share the file; servers on several machines need ``BOT_KEY``.

    Args:
        var: Folder for everything stored; the file is made there when it is missing.
        environ: Variables to read instead of the process's own.

    Returns:
        At least 32 bytes.

    Raises:
        ValueError: The variable or the file is too short to be a key.
    """
    given = (os.environ if environ is None else environ).get("BOT_KEY")
    if given:
        if len(given) < SIZE:
            raise ValueError("BOT_KEY is too short: it needs 32 characters. Remedy: openssl rand -hex 32")
        return given.encode()
    path = Path(var) / FILE
    if not path.exists():
        _make(path)
    path.chmod(0o600)
    found = path.read_bytes()
    if len(found) < SIZE:
        raise ValueError(f"{path.name} is no key. Remedy: delete it; open chats then start anew")
    return found


def derive(key: bytes, purpose: str) -> bytes:
    """Makes a key for one purpose, so that what one use gives away says nothing about another."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def digest(key: bytes, text: str) -> str:
    """Blinds a text: equal texts stay equal, and nobody without the key can try which text it was."""
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _make(path: Path) -> None:
    """Makes the file whole or not at all; of workers that start at once, one wins and the rest use its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(SIZE))
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
