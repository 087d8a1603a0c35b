"""Which pairs are found: on the labelled set, among many, and whatever the order."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from gov_comms.errors import Refused
from gov_comms.plugins import Piece
from gov_comms.testing import Desk
from gov_comms_likeness.pairs import like_pairs, likeness
from gov_comms_likeness.texts import plain_text

Open = Callable[[Mapping[str, str]], Desk]
LABELLED = [
    json.loads(line)
    for line in files("gov_comms_likeness")
    .joinpath("labelled.jsonl")
    .read_text("utf-8")
    .split("\n")
    if line
]
DEFAULT = Decimal("0.65")
REPORT = (
    "入汛以来，东镇坚持早部署、早落实，成立防汛抗旱指挥部，对辖区三座水库拉网式排查，整改隐患五处。"
)


def shares() -> list[tuple[bool, Decimal]]:
    """For each labelled pair whether it is one work, and how alike it is."""
    return [
        (pair["same"], likeness(*(plain_text(Piece("x", *pair[key])) for key in ("one", "other"))))
        for pair in LABELLED
    ]


@pytest.mark.parametrize(
    ("threshold", "found", "right"),
    [
        ("0.5", "100.0", "99.3"),
        ("0.65", "100.0", "100.0"),
        ("0.8", "95.7", "100.0"),
        ("0.9", "67.1", "100.0"),
    ],
)
def test_threshold_on_the_labelled_set_is_as_told(threshold: str, found: str, right: str) -> None:
    shown = [same for same, share in shares() if share >= Decimal(threshold)]
    ones = sum(pair["same"] for pair in LABELLED)
    assert f"{sum(shown) * 100 / ones:.1f}" == found
    assert f"{sum(shown) * 100 / len(shown):.1f}" == right


@pytest.mark.parametrize("kind", sorted({pair["kind"] for pair in LABELLED if pair["same"]}))
def test_disguise_is_seen_through_among_other_texts(kind: str) -> None:
    """One pair of the kind among the first pieces of twenty other pairs of another topic."""
    pair = next(each for each in LABELLED if each["kind"] == kind and each["same"])
    pieces = [Piece("one", *pair["one"]), Piece("other", *pair["other"])]
    crowd = [
        Piece(f"c{n}", f"题目{n}", f"第{n}号稿件，内容各不相同，数目是{n * 7919}。")
        for n in range(99)
    ]
    found = list(like_pairs([*crowd, *pieces], (), DEFAULT))
    assert ("one", "other") in {(each.piece, each.other) for each in found}


def test_pairs_are_of_pieces_or_of_a_piece_and_an_other() -> None:
    one, same = Piece("W1", "防汛", REPORT), Piece("W2", "防汛备汛", REPORT)
    old, older = Piece("W3", "防汛工作", REPORT), Piece("W4", "防汛做法", REPORT)
    found = {(each.piece, each.other) for each in like_pairs([one, same], [old, older], DEFAULT)}
    assert found == {("W1", "W2"), ("W1", "W3"), ("W1", "W4"), ("W2", "W3"), ("W2", "W4")}


def test_order_changes_nothing() -> None:
    pieces = [
        Piece(f"{n}{key}", *pair[key])
        for n, pair in enumerate(LABELLED[:40])
        for key in ("one", "other")
    ]
    first, second = (
        {
            frozenset((each.piece, each.other, str(each.share)))
            for each in like_pairs(p, (), DEFAULT)
        }
        for p in (pieces, pieces[::-1])
    )
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), ("短", "短的"), ("防汛", ""), ("题目一", "完全不同的另一个题目")],
)
def test_texts_that_say_too_little_are_not_alike(one: str, other: str) -> None:
    assert list(like_pairs([Piece("a", one), Piece("b", other)], (), DEFAULT)) == []


def test_nothing_is_like_nothing() -> None:
    assert list(like_pairs([], (), DEFAULT)) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("本报讯（记者 甲 通讯员 乙）今天，下雨。", "题目今天下雨"),
        ("东镇3月5日电 今天下雨。", "题目今天下雨"),
        ("ＡＢＣ　１２％", "题目abc12"),
    ],
)
def test_what_is_left_aside(text: str, plain: str) -> None:
    assert plain_text(Piece("W1", "题目", text)) == plain


AGENCY = 'name = "甲办"\nplugins = ["likeness"]\n[measures.points]\nlabel = "积分"\n'
REGULATION = (
    'title = "办法"\nfrom = 2014-01-01\n[[step]]\nid = "sent"\nclause = "一"\n'
    'do = "award"\non = "submission"\ngive.points = 1\n'
)


def office(agency: Open, more: str = "") -> Desk:
    return agency({"agency.toml": AGENCY + more, "regulations/2014-01-01.toml": REGULATION})


def test_plugin_shows_the_likest_first(agency: Open) -> None:
    desk = office(agency)
    pieces = [Piece("W1", "防汛", REPORT), Piece("W2", "防汛", REPORT + "另有一事。" * 4)]
    heard = desk.opened.plugins.ask_likeness(
        desk.opened.agency, pieces, [Piece("W0", "防汛", REPORT)]
    )
    told: list[Any] = [(each.piece, each.other, each.plugin) for each in heard.answers]
    assert (told[0], heard.problems) == (("W1", "W0", "likeness"), ())
    assert str(heard.answers[0].share) == "1.000"


@pytest.mark.parametrize("threshold", ["0.3", "1.1", '"high"'])
def test_threshold_out_of_bounds_is_refused(agency: Open, threshold: str) -> None:
    with pytest.raises(Refused, match=r"settings\.likeness\.threshold"):
        office(agency, f"[settings.likeness]\nthreshold = {threshold}\n")
