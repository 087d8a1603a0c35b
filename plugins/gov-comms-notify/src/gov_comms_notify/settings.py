"""Whom to tell what, and how: ``[settings.notify]``."""

from __future__ import annotations

from pydantic import Field

from gov_comms.plugins import Strict


class MailSettings(Strict):
    """``[settings.notify.mail]``; ``password_from`` names a variable of the environment."""

    host: str
    port: int = Field(25, ge=1, le=65535)
    sender: str = Field(alias="from")
    to: tuple[str, ...] = Field(min_length=1)
    starttls: bool = False
    user: str = ""
    password_from: str = "GOV_COMMS_NOTIFY_PASSWORD"


class WebhookSettings(Strict):
    """``[settings.notify.webhook]``; ``secret_from`` names a variable of the environment."""

    url: str = Field(pattern="^https?://")
    secret_from: str = "GOV_COMMS_NOTIFY_SECRET"


class NotifySettings(Strict):
    """``kinds`` are the news that are told, all without it; ``tries`` until one is given up."""

    outbox: str = "outbox"
    kinds: tuple[str, ...] = ()
    tries: int = Field(10, ge=1)
    mail: MailSettings | None = None
    webhook: WebhookSettings | None = None

    def channels(self) -> tuple[str, ...]:
        """The ways by which news go out."""
        ways = {"mail": self.mail, "webhook": self.webhook}
        return tuple(name for name, way in ways.items() if way is not None)
