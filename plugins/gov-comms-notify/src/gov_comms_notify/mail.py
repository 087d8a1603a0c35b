"""Mails: of one piece of news, and of a bulletin."""

from __future__ import annotations

import os
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from gov_comms_notify.outbox import Letter
from gov_comms_notify.settings import MailSettings

LIMIT = 20
"""Seconds for an answer of the server."""


def mail_of(letter: Letter, settings: MailSettings) -> EmailMessage:
    """The mail of a piece of news; its id is always the same, so that it can be known again."""
    mail = EmailMessage(SMTP)
    mail["Subject"] = f"[{letter.office}] {letter.kind} {letter.subject}"
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.to)
    mail["Date"] = format_datetime(datetime.fromisoformat(letter.at))
    mail["Message-ID"] = f"<{letter.id()}@gov-comms.invalid>"
    lines = [f"{letter.kind} {letter.subject}", letter.reason, letter.actor, letter.at]
    mail.set_content("\n".join(each for each in lines if each) + "\n")
    return mail


def send_mail(letter: Letter, settings: MailSettings) -> None:
    """Hand a mail over to the server; raises `OSError` or smtplib's exceptions."""
    import smtplib

    with smtplib.SMTP(settings.host, settings.port, timeout=LIMIT) as server:
        if settings.starttls:
            from ssl import create_default_context

            server.starttls(context=create_default_context())
        if settings.user:
            server.login(settings.user, os.environ.get(settings.password_from, ""))
        server.send_message(mail_of(letter, settings))


def bulletin_mail(bulletin: Any, language: str) -> bytes:
    """A bulletin as a mail without sender, receivers and day: its text, ready to be sent on."""
    lines: list[str] = []
    for section in bulletin.sections:
        lines += [section.heading, *section.paragraphs]
        for table in section.tables:
            lines.append("\t".join(each.heading for each in table.columns))
            for row in table.rows:
                cells = [row.group] if row.group else [_cell(each) for each in row.cells]
                lines.append("\t".join(cells))
        lines.append("")
    mail = EmailMessage(SMTP)
    mail["Subject"] = " ".join(bulletin.title.split())
    mail["Content-Language"] = language
    mail.set_content("\n".join(lines) + "\n", cte="base64")
    return mail.as_bytes()


def _cell(found: Any) -> str:
    if found is None:
        return ""
    return str(found.text() if hasattr(found, "text") else found)
