"""``gov-comms-notify AGENCY``: sends what waits in the outbox; made to be run every few minutes."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import replace

import click

from gov_comms.config import open_agency
from gov_comms.errors import Refused
from gov_comms.model import Agency
from gov_comms_notify import outbox
from gov_comms_notify.mail import send_mail
from gov_comms_notify.outbox import Letter
from gov_comms_notify.settings import NotifySettings
from gov_comms_notify.webhook import send_webhook


def send_all(agency: Agency) -> tuple[int, int, int]:
    """Try each letter once; how many were sent, go on waiting, and were given up.

    A letter that cannot be sent waits for the next call, at most ``tries`` times, and keeps the
    others from nothing.
    """
    settings: NotifySettings = agency.settings["notify"]
    place = outbox.place_of(agency.folder, settings)
    counts = {outbox.SENT: 0, outbox.WAITING: 0, outbox.GIVEN_UP: 0}
    with outbox.alone(place) as free:
        for letter in outbox.waiting(place) if free else ():
            state, after = _tried(letter, settings)
            outbox.keep(place, state, after)
            counts[state] += 1
    return counts[outbox.SENT], counts[outbox.WAITING], counts[outbox.GIVEN_UP]


def _tried(letter: Letter, settings: NotifySettings) -> tuple[str, Letter]:
    """What became of a letter."""
    try:
        _way(letter.channel, settings)(letter)
    except (OSError, smtplib.SMTPException, LookupError) as error:
        said = " ".join(str(error).split())
        after = replace(letter, tried=letter.tried + 1, fault=f"{type(error).__name__}: {said}")
        return (outbox.GIVEN_UP if after.tried >= settings.tries else outbox.WAITING), after
    return outbox.SENT, replace(letter, tried=letter.tried + 1, fault="")


def _way(channel: str, settings: NotifySettings) -> Callable[[Letter], None]:
    """How a channel sends; raises `LookupError` for one that is set no more."""
    mail, webhook = settings.mail, settings.webhook
    if channel == "mail" and mail is not None:
        return lambda letter: send_mail(letter, mail)
    if channel == "webhook" and webhook is not None:
        return lambda letter: send_webhook(letter, webhook)
    raise LookupError(f"{channel} is set no more")


@click.command()
@click.argument("agency")
def main(agency: str) -> None:
    """Send what waits in an agency's outbox; the answer is 1 when something goes on waiting."""
    try:
        opened = open_agency(agency)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    if "notify" not in opened.agency.settings:
        raise click.ClickException(f"{agency} does not enable the plugin notify")
    sent, waiting, given_up = send_all(opened.agency)
    click.echo(f"sent {sent}, waiting {waiting}, given up {given_up}")
    if waiting or given_up:
        raise SystemExit(1)
