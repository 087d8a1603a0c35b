"""The page for a director: whole in itself, every number opens to its clauses, for everybody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.nouns import Evidence
from gov_comms.bulletin.page import FORM, page_file
from gov_comms.messages import LANGUAGES, msg
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result
from tests.bulletin.conftest import LINES
from tests.bulletin.full import full_bulletin

BROWSER = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


PROOFS = {
    "A3": (
        Evidence("V1", "样报", "第3版.jpg", "sha256:5e88", msg("verified"), "丙三", "丁四"),
        Evidence("V2", "截图", "首页.png", "sha256:9c1f", msg("rejected"), "丙三", "丁四"),
    ),
}


@pytest.fixture
def full(agency: Agency, result: Result, plan: BulletinPlan) -> Bulletin:
    lines = tuple(replace(each, unit=each.subject.id) for each in LINES)
    bulletin = full_bulletin(agency, replace(result, lines=lambda: lines), plan)
    return replace(bulletin, proofs=lambda: PROOFS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """A page of a real browser that may not reach the network."""
    with sync_playwright() as driver:
        path = shutil.which("chromium")
        running = driver.chromium.launch(executable_path=path, args=list(BROWSER))
        page = running.new_page()
        page.context.set_offline(True)
        yield page
        running.close()


def shown(browser: Page, bulletin: Bulletin, folder: Path) -> Page:
    path = folder / "通报.html"
    path.write_bytes(page_file(bulletin, "zh-CN"))
    browser.goto("about:blank")
    browser.goto(path.as_uri())
    return browser


BEHIND_THE_THIRD = [
    "级别", "市级",
    "样报", "第3版.jpg", "已认定", "V1、丙三提交、丁四认定", "sha256:5e88",
    "截图", "首页.png", "不予认定", "V2、丙三提交、丁四认定", "sha256:9c1f",
]  # fmt: skip


def test_page_opens_the_third_place_to_its_clause_and_evidence_in_two_clicks(
    browser: Page, full: Bulletin, tmp_path: Path
) -> None:
    page = shown(browser, full, tmp_path)
    third = page.locator("#units tbody tr").nth(2)
    assert third.locator("th").inner_text() == "丙街道"
    third.locator("a").first.click()
    opened = page.locator("details[open] tbody tr")
    assert opened.locator("td").nth(3).inner_text() == "第三条\n市级媒体采用每篇5分"
    opened.locator("summary").click()
    assert opened.locator("dl").inner_text().split() == BEHIND_THE_THIRD


def test_page_opens_the_third_place_by_keyboard_alone(
    browser: Page, full: Bulletin, tmp_path: Path
) -> None:
    page = shown(browser, full, tmp_path)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hash") == "#u3-1":
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'SUMMARY'")
    # The summary, the table that may be wider than the window, the line's record.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    found = page.locator("details[open] details[open] dl").inner_text().split()
    assert found == BEHIND_THE_THIRD


def test_page_shows_the_record_of_a_number(browser: Page, full: Bulletin, tmp_path: Path) -> None:
    page = shown(browser, full, tmp_path)
    page.locator("#units tbody tr").first.locator("a").first.click()
    page.locator("details[open] details summary").click()
    found = page.locator("details[open] details[open] dl").inner_text().split()
    assert found == ["级别", "市级", "采用媒体", "区报"]


def test_page_is_for_everybody_closed_and_open(
    browser: Page, full: Bulletin, tmp_path: Path
) -> None:
    page = shown(browser, full, tmp_path)
    closed = Axe().run(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    opened = Axe().run(page)
    assert [each["id"] for run in (closed, opened) for each in run.response["violations"]] == []


def test_page_filters_units(browser: Page, full: Bulletin, tmp_path: Path) -> None:
    page = shown(browser, full, tmp_path)
    rows = page.locator("#units tbody tr:visible th")
    assert page.locator("#count").inner_text() == "显示4个单位"
    page.locator("#name").fill("街道")
    assert rows.all_inner_texts() == ["甲街道", "丙街道"]
    page.locator("#short").check()
    assert rows.all_inner_texts() == ["丙街道"]
    page.locator("#name").fill("")
    page.locator("#group").select_option("一般单位")
    assert rows.all_inner_texts() == ["乙镇"]
    assert page.locator("#count").inner_text() == "显示1个单位"


def test_page_loads_nothing_and_prints(browser: Page, full: Bulletin, tmp_path: Path) -> None:
    asked: list[str] = []
    browser.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    browser.on("console", lambda message: said.append(message.text))
    page = shown(browser, full, tmp_path)
    assert {url.partition(":")[0] for url in asked} <= {"file", "about"}
    assert said == []
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#units").is_visible()
    page.emulate_media(media="screen")


def test_page_lines_sum_to_the_number_above_them(full: Bulletin) -> None:
    page = page_file(full, "zh-CN").decode()
    found = re.findall(r'<details id="u\d+-\d+">.*?</tfoot>', page, re.DOTALL)
    assert len(found) == 3
    for each in found:
        *amounts, total = re.findall(r'<td class="number">(.*?)</td>', each)
        assert sum(map(Decimal, amounts)) == Decimal(total)


def test_page_says_that_it_leaves_lines_out(full: Bulletin) -> None:
    page = page_file(full, "zh-CN", most_lines=1).decode()
    assert "此处只列明细的前1条，共3条。" in page


def test_page_takes_markup_for_text(full: Bulletin) -> None:
    odd = replace(full, title="</title><script>alert(1)</script>")
    page = page_file(odd, "zh-CN").decode()
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_twice_gives_the_same_bytes(
    agency: Agency, result: Result, plan: BulletinPlan, language: str
) -> None:
    bulletin = compose(agency, result, plan, language)
    assert page_file(bulletin, language) == page_file(bulletin, language)


class Said(HTMLParser):
    """The texts of a form, and those attributes of it that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        spoken = ("aria-label", "title", "alt", "placeholder")
        self.found += [value or "" for name, value in attrs if name in spoken]

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "script"):
            self.found.append(data)


def test_page_form_says_nothing_that_is_not_in_the_catalogues() -> None:
    parser = Said()
    parser.feed(FORM.read_text(encoding="utf-8"))
    texts = [re.sub(r"{{.*?}}|{%.*?%}", "", each) for each in parser.found]
    assert [text for text in texts if re.search(r"\w", text)] == []
