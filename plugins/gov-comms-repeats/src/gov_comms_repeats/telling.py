"""What a step of ``repeats`` does, in whole sentences for ``explain --plan``."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.messages import bilingual
from gov_comms.telling import Told, Words
from gov_comms.telling.sentences import claims_of, only, orders
from gov_comms_repeats.verb import Repeats


def tell(step: Repeats, words: Words) -> Iterator[Told]:
    """For how much the first, second and later claims of a group count."""
    text = bilingual(
        "{claims}，同一{columns}的依次只计{shares}，以后的计{rest}。",
        "{claims}: of the same {columns} they count in turn for {shares}, later ones for {rest}.",
        claims=claims_of(step, words, step.measures),
        columns=words.listed(words.heading(name) for name in step.per),
        shares=words.listed(words.percent(share) for share in step.shares),
        rest=words.percent(step.rest),
    )
    yield words.say(text)
    yield from only(step.when, words)
    order = bilingual("先后：{order}。", "Their order: {order}.", order=orders(step, words))
    yield words.say(order)
