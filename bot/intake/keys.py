"""A store's keys: what is stored is encrypted with the newest and read with any of them.

From the environment (`INTAKE_KEYS`, newest first, and `INTAKE_DIGEST_KEY`; `REVIEW_...` for the questions kept for
review), or from a key file that is made on first use and read by its owner only. The file is looked at again before each use, since a rotation may have changed it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.intake.problem import NoKey


class Keys:
    """Encrypts, decrypts, and digests conversation ids."""

    def __init__(self, file: Path, keys: tuple[str, ...] = (), digest_key: str = "", prefix: str = "INTAKE") -> None:
        """Takes the keys from the environment, or else from the file.

        Args:
            file: The key file; made when it is first needed, unless `keys` is given.
            keys: Fernet keys, the newest first.
            digest_key: Key of the digests; needed where `keys` is given, since it must outlive every rotation.
            prefix: How the variables' names begin, for the error.

        Raises:
            NoKey: Keys without a digest key, or something that is no key.
        """
        self._file, self._seen = file, None
        self.from_file = not keys
        if keys and not digest_key:
            raise NoKey(f"{prefix}_KEYS is set and {prefix}_DIGEST_KEY is not")
        if keys:
            self._take(digest_key, keys)

    def digest(self, conversation: str) -> str:
        """Returns a conversation's id (or another text) as it is stored: nobody finds it without the key."""
        self._refresh()
        return hmac.new(self._digest, conversation.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def encrypt(self, ref: str, fields: dict[str, Any], at: int | None = None) -> str:
        """Returns the fields as they are stored. The record's name is sealed in, so that rows cannot be swapped.

        Args:
            ref: The record's name.
            fields: What it holds.
            at: The time that the seal shows, in seconds since 1970; the present where None.
        """
        self._refresh()
        whole = json.dumps({"ref": ref, "fields": fields}).encode()
        sealed = self._fernet.encrypt(whole) if at is None else self._fernet.encrypt_at_time(whole, at)
        return sealed.decode()

    def decrypt(self, ref: str, content: str) -> dict[str, Any]:
        """Returns a record's fields.

        Raises:
            NoKey: None of the keys opens it, or it belongs to another record.
        """
        self._refresh()
        try:
            whole = json.loads(self._fernet.decrypt(content.encode()))
        except InvalidToken:
            raise NoKey("A record cannot be read with the keys at hand") from None
        if whole["ref"] != ref:
            raise NoKey("A record holds the content of another one")
        return dict(whole["fields"])

    def renew(self, content: str) -> str:
        """Returns the same content, encrypted with the newest key.

        Raises:
            NoKey: None of the keys opens it.
        """
        self._refresh()
        try:
            return self._fernet.rotate(content.encode()).decode()
        except InvalidToken:
            raise NoKey("A record cannot be read with the keys at hand") from None

    def add(self) -> None:
        """Puts a new key in front of those in the file."""
        self._refresh()
        self._write({"digest": self._digest.decode(), "keys": [Fernet.generate_key().decode(), *self._names]})

    def drop_old(self) -> None:
        """Leaves only the newest key in the file."""
        self._refresh()
        self._write({"digest": self._digest.decode(), "keys": [self._names[0]]})

    def _take(self, digest: str, keys: tuple[str, ...] | list[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise NoKey("A key is not 32 bytes in URL-safe base64") from None
        self._names, self._digest = tuple(keys), digest.encode()

    def _refresh(self) -> None:
        if not self.from_file:
            return
        try:
            found = self._file.stat()
        except FileNotFoundError:
            self._make()
            found = self._file.stat()
        # Each change is a new file: the inode tells two changes in one tick of the clock apart.
        stamp = (found.st_ino, found.st_mtime_ns)
        if stamp == self._seen:
            return
        try:
            held = json.loads(self._file.read_text())
            self._take(held["digest"], held["keys"])
        except (ValueError, KeyError, TypeError):
            raise NoKey(f"{self._file.name} is damaged") from None
        self._seen = stamp

    def _make(self) -> None:
        if self._seen is not None:
            # It was there: new keys would hide every record that is stored.
            raise NoKey(f"{self._file.name} is gone")
        self._write({"digest": secrets.token_hex(32), "keys": [Fernet.generate_key().decode()]}, replace=False)

    def _write(self, held: dict[str, Any], replace: bool = True) -> None:
        """Writes beside the file first, so that a reader or a lost process never meets half of it."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_name(f"{self._file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(held, out)
            out.flush()
            os.fsync(out.fileno())
        try:
            if replace:
                os.replace(beside, self._file)
            else:
                # Of several workers that start at once, one makes the file and the others use it.
                os.link(beside, self._file)
        except FileExistsError:
            pass
        finally:
            beside.unlink(missing_ok=True)
        folder = os.open(self._file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
