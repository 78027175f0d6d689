"""What a deployment may set for the staff pages."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class StaffSettings:
    """The deployment's choices.

    Attributes:
        port: TCP port on this machine; never another address.
        login_header: Header in which the practice's proxy names who has logged in; empty where there is none.
    """

    port: int = 5010
    login_header: str = ""


def read(environ: dict[str, str] | None = None) -> StaffSettings:
    """Reads the settings.

    Args:
        environ: Variables to read instead of the process's own.

    Raises:
        ValueError: The port is no number, or the header no header's name.
    """
    env = os.environ if environ is None else environ
    header = env.get("STAFF_LOGIN_HEADER") or ""
    if header and not re.fullmatch(r"[A-Za-z0-9-]{1,64}", header):
        raise ValueError(f"Q006 STAFF_LOGIN_HEADER: '{header}' is no header. Remedy: such as X-Remote-User")
    return StaffSettings(int(env.get("STAFF_PORT") or StaffSettings.port), header)
