"""A plugin of gov_comms: news to a mailbox or a webhook, and bulletins as mail.

News are put into an outbox, a folder, and nothing is sent from here: ``gov-comms-notify`` sends.
"""

from __future__ import annotations

from collections.abc import Iterable

from gov_comms.model import Agency
from gov_comms.plugins import Document, News, Settings, hookimpl
from gov_comms_notify import mail, outbox
from gov_comms_notify.settings import NotifySettings

API = "1.1"


@hookimpl
def register_settings() -> Iterable[Settings]:
    """Whom to tell what, and how."""
    yield Settings(NotifySettings)


@hookimpl
def register_documents() -> Iterable[Document]:
    """A bulletin as a mail that is ready to be sent."""
    yield Document("mail", ".eml", mail.bulletin_mail)


@hookimpl
def on_event(agency: Agency, news: News) -> None:
    """Put news that somebody wants to hear into the outbox."""
    settings: NotifySettings = agency.settings["notify"]
    if settings.kinds and news.kind not in settings.kinds:
        return
    place = outbox.place_of(agency.folder, settings)
    for channel in settings.channels():
        outbox.put(place, channel, agency, news)
