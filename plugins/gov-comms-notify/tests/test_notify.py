"""News by real servers on loopback: what is sent, what waits, what is given up."""

from __future__ import annotations

import hmac
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from gov_comms.plugins import News
from gov_comms.testing import Desk, open_desk
from gov_comms_notify.command import main, send_all
from gov_comms_notify.mail import bulletin_mail

NEWS = News(7, datetime(2014, 3, 5, 8, 30, tzinfo=UTC), "returned", "W1", "字数不足", "甲")
REGULATION = """\
title = "办法"
from = 2014-01-01
[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 1
"""


class Postbox:
    """An SMTP server's memory; ``answer`` is what it says to each mail."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


class Hook(HTTPServer):
    """A web server that keeps what is posted; ``answer`` is the status it gives."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.answer = 200


class Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.posts.append((dict(self.headers), body))
        self.send_response(server.answer)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def office(folder: Path, *, mail: int = 0, webhook: int = 0, more: str = "") -> Desk:
    """An agency on disk that tells its news."""
    lines = [
        'name = "甲办"',
        'plugins = ["notify"]',
        "[measures.points]",
        'label = "积分"',
        f"[settings.notify]\n{more}",
    ]
    if mail:
        lines.append(
            f'[settings.notify.mail]\nhost = "127.0.0.1"\nport = {mail}\n'
            'from = "office@mail.example"\nto = ["desk@mail.example"]'
        )
    if webhook:
        lines.append(f'[settings.notify.webhook]\nurl = "http://127.0.0.1:{webhook}/news"')
    (folder / "regulations").mkdir(parents=True, exist_ok=True)
    (folder / "regulations" / "2014-01-01.toml").write_text(REGULATION, encoding="utf-8")
    (folder / "agency.toml").write_text("\n".join(lines), encoding="utf-8")
    return open_desk(folder)


def told(desk: Desk, news: News = NEWS) -> None:
    assert desk.opened.plugins.tell(desk.opened.agency, news) == ()


def names(folder: Path, state: str) -> list[str]:
    return sorted(each.name for each in (folder / "outbox" / state).glob("*"))


def test_news_come_as_a_mail(tmp_path: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    desk = office(tmp_path / "甲办", mail=port)
    told(desk)
    assert send_all(desk.opened.agency) == (1, 0, 0)
    (mail,) = box.mails
    assert mail["Subject"] == "[甲办] returned W1"
    assert (mail["From"], mail["To"]) == ("office@mail.example", "desk@mail.example")
    assert mail["Message-ID"] == "<%E7%94%B2%E5%8A%9E-7@gov-comms.invalid>"
    assert mail["Date"] == "Wed, 05 Mar 2014 08:30:00 +0000"
    lines = mail.get_content().splitlines()
    assert lines == ["returned W1", "字数不足", "甲", "2014-03-05T08:30:00+00:00"]
    assert (names(tmp_path / "甲办", "waiting"), names(tmp_path / "甲办", "sent")) == (
        [],
        ["000000000007-mail.json"],
    )


def test_news_come_by_webhook_signed(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOV_COMMS_NOTIFY_SECRET", "s3cret")
    folder = tmp_path / "甲办"
    desk = office(folder, webhook=hook.server_port)
    told(desk)
    assert send_all(desk.opened.agency) == (1, 0, 0)
    ((headers, body),) = hook.posts
    assert json.loads(body) == {
        "agency": "甲办",
        "seq": 7,
        "at": "2014-03-05T08:30:00+00:00",
        "kind": "returned",
        "subject": "W1",
        "reason": "字数不足",
        "actor": "甲",
    }
    expected = hmac.new(b"s3cret", body, "sha256").hexdigest()
    assert headers["X-Gov-Comms-Signature"] == f"sha256={expected}"
    assert headers["X-Gov-Comms-Id"] == "%E7%94%B2%E5%8A%9E-7"


def test_what_a_server_refuses_waits_and_is_tried_again(
    tmp_path: Path, postbox: tuple[Postbox, int]
) -> None:
    box, port = postbox
    box.answer = "451 busy"
    desk = office(tmp_path, mail=port)
    told(desk)
    assert send_all(desk.opened.agency) == (0, 1, 0)
    box.answer = "250 OK"
    assert send_all(desk.opened.agency) == (1, 0, 0)
    assert send_all(desk.opened.agency) == (0, 0, 0)
    assert len(box.mails) == 1


def test_letter_is_given_up_with_what_the_server_said(tmp_path: Path, hook: Hook) -> None:
    hook.answer = 500
    desk = office(tmp_path, webhook=hook.server_port, more="tries = 2")
    told(desk)
    assert [send_all(desk.opened.agency) for _ in range(3)] == [(0, 1, 0), (0, 0, 1), (0, 0, 0)]
    (path,) = (tmp_path / "outbox" / "given-up").glob("*.json")
    letter = json.loads(path.read_text("utf-8"))
    assert letter["tried"] == 2
    assert letter["fault"] == "HTTPError: HTTP Error 500: Internal Server Error"


def test_server_that_is_gone_keeps_nobody_waiting(tmp_path: Path, hook: Hook) -> None:
    """The mail cannot go, the webhook can; the record is told nothing of it."""
    desk = office(tmp_path, mail=9, webhook=hook.server_port)
    told(desk)
    assert send_all(desk.opened.agency) == (1, 1, 0)
    assert names(tmp_path, "waiting") == ["000000000007-mail.json"]


def test_news_told_twice_are_sent_once(tmp_path: Path, hook: Hook) -> None:
    desk = office(tmp_path, webhook=hook.server_port)
    for _ in range(2):
        told(desk)
        send_all(desk.opened.agency)
    told(desk)
    assert len(hook.posts) == 1
    assert names(tmp_path, "waiting") == []


def test_only_news_that_are_asked_for(tmp_path: Path, hook: Hook) -> None:
    desk = office(tmp_path, webhook=hook.server_port, more='kinds = ["closed"]')
    told(desk)
    assert names(tmp_path, "waiting") == []


def test_channel_that_is_set_no_more(tmp_path: Path, hook: Hook) -> None:
    told(office(tmp_path, webhook=hook.server_port))
    again = office(tmp_path, mail=9)
    assert send_all(again.opened.agency) == (0, 1, 0)
    (path,) = (tmp_path / "outbox" / "waiting").glob("*.json")
    assert "webhook is set no more" in json.loads(path.read_text("utf-8"))["fault"]


def test_outbox_that_cannot_be_written_is_a_warning(tmp_path: Path, hook: Hook) -> None:
    desk = office(tmp_path, webhook=hook.server_port)
    (tmp_path / "outbox").write_text("no folder", encoding="utf-8")
    (problem,) = desk.opened.plugins.tell(desk.opened.agency, NEWS)
    assert "plugin notify 0.1.0 failed: on_event: NotADirectoryError" in problem.text("en")


def test_command_says_what_became_of_the_letters(tmp_path: Path, hook: Hook) -> None:
    told(office(tmp_path, webhook=hook.server_port))
    run = CliRunner().invoke(main, [str(tmp_path)])
    assert (run.exit_code, run.output) == (0, "sent 1, waiting 0, given up 0\n")
    gone = CliRunner().invoke(main, [str(tmp_path / "gone")])
    assert gone.exit_code == 1


def test_bulletin_is_a_mail(tmp_path: Path) -> None:
    from gov_comms.bulletin import compose

    desk = office(tmp_path)
    day = datetime(2014, 3, 5, tzinfo=UTC).date()
    unit = [{"id": "东镇"}]
    rows = [{"id": "W1", "unit": "东镇", "day": day}]
    result = desk.score("2014", submissions=rows, units=unit)
    bulletin = compose(desk.opened.agency, result, None, "zh-CN")
    mail = message_from_bytes(bulletin_mail(bulletin, "zh-CN"), policy=policy.default)
    assert mail["Subject"] == " ".join(bulletin.title.split())
    assert "1\t东镇\t1" in mail.get_content()  # type: ignore[attr-defined]
