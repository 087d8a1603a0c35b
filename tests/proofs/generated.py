"""Regulations made up by Hypothesis: awards, and whatever verbs in whatever order behind them.

All of them pass every check; what a step is about is drawn from the awards above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from gov_comms.config import Opened, open_texts

from .small_agency import AGENCY

OFFICE = AGENCY.replace('unit = "分"\n', 'unit = "分"\nscale = 2\n')
WHENS = {
    "submission": ("length = { at_least = 800 }", "length = { at_least = 100 }"),
    "adoption": ('tier = "市级"', '"work.length" = { at_least = 800 }'),
}
PER = {"submission": ("[]",), "adoption": ("[]", '["work"]', '["outlet"]')}
ORDERS = ('["highest", "earliest"]', '["lowest", "latest"]', '["earliest"]')
numbers = st.integers(-3, 9).filter(bool)
places = st.sampled_from(("month", "quarter", "half", "year"))
roundings = st.sampled_from(("half_up", "half_even", "down", "up"))
Keys = Mapping[str, str]


@st.composite
def regulations(draw: st.DrawFn) -> str:
    """The text of a regulation of two to eight steps that the small agency can run."""
    awards: dict[str, str] = {}
    steps: list[str] = []
    for number in range(draw(st.integers(2, 8))):
        # The first step has to give something that others can be about.
        make = draw(st.sampled_from((None, *OTHERS))) if awards else None
        if make is None:
            table = draw(st.sampled_from(("submission", "adoption")))
            keys = draw(award(table))
            before = [name for name, other in awards.items() if other == table]
            keys = {**keys, **({"adds_to": listed(before)} if before else {})}
            awards[f"s{number}"] = table
        else:
            about = draw(
                st.lists(st.sampled_from(sorted(awards)), min_size=1, max_size=3, unique=True)
            )
            keys = draw(make(tuple(dict.fromkeys(awards[each] for each in about))))
            keys = {**keys, **({"of": listed(about)} if "of" in keys else {})}
        body = "\n".join(f"{key} = {value}" for key, value in keys.items())
        steps.append(f'[[step]]\nid = "s{number}"\nclause = "拟-{number:02}"\n{body}\n')
    return 'title = "拟制"\nfrom = 2013-01-01\n\n' + "\n".join(steps)


def opened(regulation: str) -> Opened:
    """The small agency under a regulation of ours."""
    return open_texts({"agency.toml": OFFICE, "regulations/2013.toml": regulation}, "generated")


def listed(names: list[str]) -> str:
    return "[" + ", ".join(f'"{each}"' for each in names) + "]"


@st.composite
def award(draw: st.DrawFn, table: str) -> Keys:
    by_tier = f'{{ by = "tier", table = {{ "区级" = {draw(numbers)}, "市级" = {draw(numbers)} }} }}'
    value = draw(st.sampled_from((str(draw(numbers)), by_tier) if table == "adoption" else ("2",)))
    when = draw(st.sampled_from(("", *WHENS[table])))
    keys = {"do": '"award"', "on": f'"{table}"', "give.points": value}
    return {**keys, "when": f"{{ {when} }}"} if when else keys


@st.composite
def multiply(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"multiply"', "of": "", "factor": draw(st.sampled_from(('"130%"', '"35%"', "2")))}
    keys["rounding"] = f'"{draw(roundings)}"'
    if len(tables) == 1:
        keys["when"] = f"{{ {draw(st.sampled_from(WHENS[tables[0]]))} }}"
    return keys


@st.composite
def keep(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    per = draw(st.sampled_from(PER[tables[0]] if len(tables) == 1 else ("[]",)))
    order = draw(st.sampled_from(ORDERS))
    keys = {"do": '"keep"', "of": "", "within": f'"{draw(places)}"', "per": per, "order": order}
    return {**keys, draw(st.sampled_from(("keep", "most"))): str(draw(st.integers(1, 3)))}


@st.composite
def replaced(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    return {"do": '"set"', "of": "", "give.points": str(draw(numbers))}


@st.composite
def clamp(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"clamp"', "of": "", "measure": '"points"'}
    keys["each"] = draw(st.sampled_from(('"total"', '"claim"')))
    return {**keys, "at_least": "-1", "at_most": str(draw(st.integers(0, 9)))}


@st.composite
def rounded(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"round"', "of": "", "measure": '"points"', "places": "0"}
    keys["each"] = draw(st.sampled_from(('"total"', '"claim"')))
    return {**keys, "rounding": f'"{draw(roundings)}"'}


@st.composite
def weigh(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"weigh"', "of": "", "measure": '"points"', "share": '"35%"'}
    return {**keys, "rounding": f'"{draw(roundings)}"'}


@st.composite
def convert(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"convert"', "count": '"points"', "of": "", "per": "[]", "remainder": '"lost"'}
    return {**keys, "every": str(draw(st.integers(1, 4))), "give.points": str(draw(numbers))}


@st.composite
def quota(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"quota"', "for": '"unit"', "within": f'"{draw(places)}"', "count": '"points"'}
    keys |= {"of": "", "target": str(draw(st.integers(1, 9)))}
    return {**keys, "each_missing.points": str(-draw(st.integers(1, 3)))}


@st.composite
def base(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"base"', "for": '"unit"', "within": f'"{draw(places)}"'}
    return {**keys, "give.points": str(draw(numbers))}


@st.composite
def void(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"void"', "on": '"incident"', "match": '["unit"]', "of": ""}
    return {**keys, "within": f'"{draw(places)}"'}


@st.composite
def rank(draw: st.DrawFn, tables: tuple[str, ...]) -> Keys:
    keys = {"do": '"rank"', "for": '"unit"', "by": '"points"', "zeros": '"in"', "top": "2"}
    keys |= {"ties": draw(st.sampled_from(('"share"', '"dense"')))}
    return {**keys, "give.points": '{ by = "rank", table = { 1 = 3 }, rest = 1 }'}


OTHERS: tuple[Callable[[tuple[str, ...]], st.SearchStrategy[Keys]], ...] = (
    multiply,
    keep,
    replaced,
    clamp,
    rounded,
    weigh,
    convert,
    quota,
    base,
    void,
    rank,
)
