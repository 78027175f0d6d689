"""Tells the practice that a request came, was changed or withdrawn, by SMTP and a signed webhook; no more of it."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import smtplib
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Any

from bot.content import yamldoc
from bot.content.fill import fill
from bot.intake.outbox import MAIL, Notice
from bot.intake.settings import IntakeSettings
from bot.settings import from_environment

SECONDS = 15.0
SIGNATURE, STAMP, DELIVERY = "X-Intake-Signature", "X-Intake-Timestamp", "X-Intake-Delivery"


class NotDelivered(RuntimeError):
    """A try that failed; its text is a kind, never content or an address."""


def send(settings: IntakeSettings, notice: Notice) -> None:
    """Delivers one notice.

    Args:
        settings: Where it goes.
        notice: What it is about.

    Raises:
        NotDelivered: It did not go through, or may not go: no address, no secret, no encryption.
    """
    try:
        if notice.channel == MAIL:
            _mail(settings, notice)
        else:
            _webhook(settings, notice)
    except NotDelivered:
        raise
    except urllib.error.HTTPError as error:
        raise NotDelivered(f"HTTP {error.code}") from None
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise NotDelivered(type(error).__name__) from None


def _mail(settings: IntakeSettings, notice: Notice) -> None:
    address = urllib.parse.urlsplit(settings.smtp_url or "")
    if address.scheme not in ("smtp", "smtps") or not address.hostname:
        raise NotDelivered("INTAKE_SMTP_URL is no smtp:// or smtps:// address")
    if "@" not in parseaddr(settings.notice_to)[1]:
        raise NotDelivered("there is no address to send to")
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        link: Any = smtplib.SMTP_SSL(address.hostname, address.port or 465, timeout=SECONDS, context=context)
    else:
        link = smtplib.SMTP(address.hostname, address.port or 587, timeout=SECONDS)
    with link:
        link.ehlo()
        if address.scheme == "smtp" and not _here(address.hostname):
            # A reference says that somebody looks for therapy: not over an open line.
            if not link.has_extn("starttls"):
                raise NotDelivered("the mail server offers no encryption")
            link.starttls(context=context)
        if address.username:
            link.login(urllib.parse.unquote(address.username), urllib.parse.unquote(address.password or ""))
        link.send_message(letter(settings, notice))


def letter(settings: IntakeSettings, notice: Notice) -> EmailMessage:
    """Returns the mail for a notice. Every try has the same Message-ID, so a mailbox can drop a second copy."""
    data = from_environment().data
    text = yamldoc.read(data / "intake" / "notice.yml", "data/intake/notice.yml").get("notice") or {}
    practice = yamldoc.read(data / "practice.yml", "data/practice.yml").get("practice") or {}
    text = {**text, **(text.get(notice.what) or {})}
    values = {"reference": notice.reference, "practice_name": str(practice.get("practice_name") or "")}
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.notice_from, settings.notice_to
    mail["Subject"] = fill(str(text.get("subject") or "{reference}"), values)
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{notice.id}@intake.invalid>"
    mail.set_content(fill(str(text.get("text") or "{reference}"), values))
    return mail


def _webhook(settings: IntakeSettings, notice: Notice) -> None:
    url = settings.webhook_url or ""
    address = urllib.parse.urlsplit(url)
    if not settings.webhook_secret:
        raise NotDelivered("INTAKE_WEBHOOK_SECRET is not set")
    if address.scheme != "https" and not (address.scheme == "http" and _here(address.hostname or "")):
        raise NotDelivered("INTAKE_WEBHOOK_URL is no https:// address")
    body = json.dumps({"event": f"intake.{notice.what}", "reference": notice.reference, "delivery": notice.id}).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "intake",
        STAMP: stamp,
        DELIVERY: notice.id,
        SIGNATURE: sign(settings.webhook_secret, stamp, body),
    }
    # No redirect and no proxy: it goes where the practice said, or nowhere.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    opener.open(urllib.request.Request(url, body, headers), timeout=SECONDS).close()


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Returns a webhook's signature: HMAC-SHA256 over the time stamp, a full stop and the body."""
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
