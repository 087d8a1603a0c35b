"""The version of what plugins build on: the hooks, their nouns and the modules called public."""

from __future__ import annotations

import re

from gov_comms.messages import Message, msg

API = "1.1"
"""The version of this program: the second number rises with what is new, the first with a break.

A program that has 1.3 loads what is written for 1.0 to 1.3.
"""
DECLARED = "API"
"""The name under which the module of a plugin says for which version it is written."""
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")


def parsed_version(text: object) -> tuple[int, int] | None:
    """The two numbers of a version such as ``"1.1"``; None for anything else."""
    found = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (int(found[1]), int(found[2])) if found else None


def version_objection(declared: object, api: str = API) -> tuple[Message, Message | None] | None:
    """Why a program whose plugins build on ``api`` refuses one that declares a version."""
    wanted, offered = parsed_version(declared), parsed_version(api)
    example = f'{DECLARED} = "{API}"'
    if declared is None:
        what = msg("it does not say for which version of the hooks it is written")
        return what, msg("its module says so: {example}", example=example)
    if wanted is None or offered is None:
        what = msg("{version} is no version of the hooks", version=repr(declared))
        return what, msg("its module says so: {example}", example=example)
    if (offered[0], 0) <= wanted <= offered:
        return None
    what = msg(
        "it is written for version {version} of the hooks, and this program has {api}",
        version=declared,
        api=api,
    )
    if wanted > offered:
        return what, msg("it needs a newer gov_comms, or an older release of the plugin")
    return what, msg("it needs a newer release of the plugin")
