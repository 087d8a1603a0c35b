"""Webhooks: a piece of news as JSON, signed where there is a secret."""

from __future__ import annotations

import hmac
import json
import os
from urllib.request import Request, urlopen

from gov_comms_notify.outbox import Letter
from gov_comms_notify.settings import WebhookSettings

LIMIT = 20
"""Seconds for an answer of the server."""


def body_of(letter: Letter) -> bytes:
    """What is sent: always the same bytes for the same news."""
    told = {
        "agency": letter.agency,
        "seq": letter.seq,
        "at": letter.at,
        "kind": letter.kind,
        "subject": letter.subject,
        "reason": letter.reason,
        "actor": letter.actor,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def send_webhook(letter: Letter, settings: WebhookSettings) -> None:
    """Post the news; raises `OSError` for a server that does not take it."""
    body = body_of(letter)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Gov-Comms-Id": letter.id(),
    }
    secret = os.environ.get(settings.secret_from, "")
    if secret:
        signature = hmac.new(secret.encode(), body, "sha256").hexdigest()
        headers["X-Gov-Comms-Signature"] = f"sha256={signature}"
    # The settings allow http and https, and no file.
    with urlopen(Request(settings.url, body, headers), timeout=LIMIT) as answer:
        answer.read()
