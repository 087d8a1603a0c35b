"""Founding: the files of a new agency, after a template; nothing is written here."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gov_comms.config.opening import folder_of, open_agency, shipped
from gov_comms.config.reading import AGENCY_FILE, CASES, CLAUSES_FILE, REGULATIONS, files_of
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.model import Agency

BLANK = "blank"
"""The template that comes with the program beside the shipped agencies."""
NAME = re.compile(r"[^\W_][\w-]*")
_NAME_LINE = re.compile(r"(?m)^name *=.*$")
_NUMBER_LINE = re.compile(r'(?m)^number *= *"[^"]+"')


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new agency is to be: its id, after which template, its name, its language.

    ``extends`` asks for a folder that rests on the template instead of copying it; ``into`` is the
    folder in which its own will stand.
    """

    id: str
    template: str
    name: str
    language: str
    into: Path
    extends: bool = False


def templates() -> tuple[str, ...]:
    """The names of the templates that come with the program."""
    return (BLANK, *(folder.name for folder in shipped()))


def found(new: Founding) -> dict[str, bytes]:
    """The files of the new agency by relative name.

    Raises `Refused` for an id that is no name of a folder, or a template that there is not.
    """
    if not NAME.fullmatch(new.id):
        what = msg("{id} is no name for a folder", id=repr(new.id))
        hint = msg("letters, digits, - and _; a letter or digit first")
        raise Refused([Problem("name", Place(), what, "ID", hint)])
    if new.template == BLANK:
        if new.extends:
            what = msg("the template {template} can only be copied", template=BLANK)
            raise Refused([Problem("blank", Place(), what, "--extends")])
        folder = Path(__file__).parent / BLANK / new.language
    else:
        folder = _template(new.template)
    agency = open_agency(folder).agency
    return _extending(new, folder, agency) if new.extends else dict(_copied(new, folder, agency))


def _template(name: str) -> Path:
    try:
        return folder_of(name)
    except Refused:
        what = msg("there is no template {name}", name=repr(name))
        hint = nearest(name, templates()) or msg("or the way to an agency's folder")
        raise Refused([Problem("template", Place(), what, "--from", hint)]) from None


def _copied(new: Founding, folder: Path, agency: Agency) -> Iterator[tuple[str, bytes]]:
    for name, path in files_of(folder):
        content = path.read_bytes()
        if path.suffix == ".toml":
            text = content.decode("utf-8-sig")
            if name != CLAUSES_FILE:
                # Rules and cases may name the office as well, in words or as a unit.
                text = text.replace(agency.name.zh, new.name)
            content = _own(new, name, text, agency).encode()
        yield name, content


def _own(new: Founding, name: str, text: str, agency: Agency) -> str:
    """A file of the template as one of the new agency: its own name, and a line on what it is."""
    if name == AGENCY_FILE:
        text = _NAME_LINE.sub(lambda _: f"name = {_quoted(new.name)}", text, count=1)
        text = _NUMBER_LINE.sub('number = ""', text)
    about = None if new.template == BLANK else _about(name, new.template)
    return f"{_comment(about, agency.language)}\n{text}" if about else text


def _about(name: str, template: str) -> Message | None:
    """What a copied file says of itself on top, if it is one that an office changes."""
    if name == AGENCY_FILE:
        return msg(
            "Written by gov-comms new after the template {template}. The rosters (outlet, unit, "
            "person) are made up: put your own in their place, then run gov-comms check.",
            template=template,
        )
    if name.startswith(REGULATIONS):
        return msg(
            "The rules of the template {template}, clause by clause. Change what your regulation "
            "says otherwise; a later revision is a further file with its own from.",
            template=template,
        )
    if name.startswith(CASES):
        return msg(
            "A case of the template {template}. It must hold for your rules, or be counted anew.",
            template=template,
        )
    return None


def _extending(new: Founding, folder: Path, agency: Agency) -> dict[str, bytes]:
    """An agency that rests on another: its own name, and the first case of the other's."""
    beside = {each.name: each.resolve() for each in shipped()}
    rests_on = new.template
    if beside.get(new.template) != folder.resolve():
        rests_on = Path(os.path.relpath(folder, new.into / new.id)).as_posix()
    about = msg(
        "Written by gov-comms new. All of {template} holds here, but for what these files say "
        "otherwise. A list of words, a measure, a unit or a step of the same id replaces that of "
        "{template}; steps go into regulations/DAY.toml. Then run gov-comms check.",
        template=new.template,
    )
    head = _comment(about, agency.language)
    lines = [head, "", f"name = {_quoted(new.name)}", f"extends = {_quoted(rests_on)}"]
    files = {AGENCY_FILE: "\n".join([*lines, f"language = {_quoted(agency.language)}", ""])}
    for path in sorted(folder.glob(f"{CASES}*.toml"))[:1]:
        name = f"{CASES}{path.name}"
        files[name] = _own(new, name, path.read_text("utf-8-sig"), agency)
    return {name: text.encode() for name, text in files.items()}


def _comment(about: Message, language: str) -> str:
    """A text as a comment of TOML, a sentence a line."""
    sentences = re.split(r"(?<=[。；])|(?<=\.) (?=[A-Z])", about.text(language))
    return "".join(f"# {each.strip()}\n" for each in sentences if each.strip())


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
