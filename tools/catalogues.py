"""Keep the catalogues of user texts in step with the source.

``python -m tools.catalogues update`` extracts every ``msg("…")``, updates the Chinese catalogue
and compiles it; ``… check`` says what is out of step and exits with 1 if anything is.
Written files depend on nothing but the texts: no dates, no line numbers, sorted.

A second, smaller catalogue makes click's own sentences Chinese; it is written by hand, and
checked for texts that click no longer has.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "gov_comms"
LOCALE = SOURCE / "messages" / "locale"
TEMPLATE = LOCALE / "gov_comms.pot"
CHINESE = LOCALE / "zh_CN" / "LC_MESSAGES" / "gov_comms.po"
CLICK = CHINESE.with_name("click.po")


class Undated(Catalog):
    """A catalogue whose header says only what readers of it need, so that it is reproducible."""

    def __init__(self, comment: str, locale: str | None = None) -> None:
        super().__init__(locale=locale, header_comment=f"# {comment}", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        chinese = [("Language", "zh_CN"), ("Plural-Forms", "nplurals=1; plural=0;")]
        return [
            *(chinese if self.locale else []),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def extracted() -> Undated:
    """Every text in the source with the files that use it."""
    catalogue = Undated("Texts of gov_comms, extracted by `make messages`.")
    for path in sorted(SOURCE.rglob("*.py")):
        for _, text, _, _ in extract_from_file("python", path, keywords={"msg": None}):
            if isinstance(text, str) and text:
                catalogue.add(text, locations=[(path.relative_to(ROOT).as_posix(), 1)])
    return catalogue


def translated(path: Path) -> Undated:
    """A Chinese catalogue as it stands in the tree."""
    catalogue = Undated(f"{path.stem} 的界面文字:英文原文与译文。", "zh_CN")
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                if message.id:
                    catalogue.add(message.id, message.string, flags=message.flags)
    return catalogue


def updated(source: Undated) -> Undated:
    """The texts of the source with the translations there are; what nobody uses is dropped."""
    old = translated(CHINESE)
    new = Undated(str(old.header_comment).removeprefix("# "), "zh_CN")
    for message in texts(source):
        before = old.get(message.id)
        string_ = before.string if before else ""
        flags = before.flags if before else ()
        new.add(message.id, string_, locations=message.locations, flags=flags)
    return new


def texts(catalogue: Catalog) -> Iterator[Message]:
    """What a catalogue holds, without its header."""
    return (message for message in catalogue if message.id)


def written(source: Undated) -> dict[Path, bytes]:
    """Every file that the texts of the source make."""
    chinese, of_click = updated(source), translated(CLICK)
    return {
        TEMPLATE: as_text(source),
        CHINESE: as_text(chinese),
        CHINESE.with_suffix(".mo"): as_binary(chinese),
        CLICK: as_text(of_click),
        CLICK.with_suffix(".mo"): as_binary(of_click),
    }


def as_text(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def as_binary(catalogue: Catalog) -> bytes:
    """The catalogue as a .mo file; fuzzy translations stay out."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def placeholders(template: str) -> set[str]:
    """The names in braces that a template fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def complaints() -> Iterator[str]:
    """What is out of step, one sentence each."""
    source = extracted()
    for message in texts(updated(source)):
        if not all(name.isidentifier() for name in placeholders(str(message.id))):
            yield f"a brace that fills in nothing must be doubled: {message.id!r}"
        elif not message.string or message.fuzzy:
            yield f"no Chinese for: {message.id!r}"
        elif placeholders(str(message.id)) != placeholders(str(message.string)):
            yield f"other placeholders in the Chinese of: {message.id!r}"
    known = set(texts_of_click())
    for message in texts(translated(CLICK)):
        if message.id not in known:
            yield f"click has no text: {message.id!r}"
    for path, content in written(source).items():
        if not path.exists() or path.read_bytes() != content:
            yield f"out of date: {path.relative_to(ROOT)} (run `make messages`)"


def texts_of_click() -> Iterator[str | tuple[str, ...]]:
    """The sentences that click can say; those with a plural as pairs."""
    keywords = {"_": None, "ngettext": (1, 2)}
    for path in Path(click.__file__).parent.glob("*.py"):
        for _, text, _, _ in extract_from_file("python", path, keywords=keywords):
            yield text


def main(arguments: list[str]) -> int:
    """Run one of the two commands; answers with the exit code."""
    if arguments == ["update"]:
        for path, content in written(extracted()).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    elif arguments != ["check"]:
        sys.stderr.write("usage: python -m tools.catalogues update|check\n")
        return 2
    found = tuple(complaints())
    sys.stdout.write("".join(f"{sentence}\n" for sentence in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
