"""The verbs of the regulation language, one module each, registered like any plugin's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.model import Text
from gov_comms.plugins import Verb, hookimpl
from gov_comms.verbs import (
    award,
    base,
    clamp,
    convert,
    exclude,
    flag,
    keep,
    multiply,
    quota,
    rank,
    require,
    skip,
    split,
    void,
    weigh,
)
from gov_comms.verbs import round as round_verb
from gov_comms.verbs import set as set_verb

if TYPE_CHECKING:
    from gov_comms.telling import Told, Words

PAGES = Path(__file__).parent / "pages"


def _verb(name: str, shape: type, run: object, zh: str, en: str) -> Verb:
    page, summary = PAGES / f"{name}.md", Text(zh, en)
    return Verb(name, shape, run, page, summary, tell=_tell)  # type: ignore[arg-type]


def _tell(step: Any, words: Words) -> Iterable[Told]:
    """What a step does; the sentences are imported once a step is told."""
    from gov_comms.verbs.told import TELLS

    return TELLS[step.do](step, words)


@hookimpl
def register_verbs() -> Iterable[Verb]:
    """The verbs of the core."""
    return (
        _verb("award", award.Award, award.run, "给分、给奖", "gives a value for each row"),
        _verb("multiply", multiply.Multiply, multiply.run, "加倍、折扣", "applies a factor"),
        _verb("set", set_verb.Set, set_verb.run, "合并为一个数", "replaces what stood before"),
        _verb("keep", keep.Keep, keep.run, "只计最高", "keeps the first of a group"),
        _verb("split", split.Split, split.run, "分摊", "divides among receivers"),
        _verb("exclude", exclude.Exclude, exclude.run, "不计", "does not count"),
        _verb("convert", convert.Convert, convert.run, "折算", "so many for one"),
        _verb("base", base.Base, base.run, "基础分", "an opening value"),
        _verb("quota", quota.Quota, quota.run, "任务", "compares with a target"),
        _verb("clamp", clamp.Clamp, clamp.run, "封顶、保底", "holds between bounds"),
        _verb("round", round_verb.Round, round_verb.run, "取整", "rounds"),
        _verb("weigh", weigh.Weigh, weigh.run, "权重", "counts as a part"),
        _verb("void", void.Void, void.run, "一票否决", "brings to zero"),
        _verb("flag", flag.Flag, flag.run, "标记", "names a fact about a subject"),
        _verb("skip", skip.Skip, skip.run, "任务内不计酬", "pays only beyond a target"),
        _verb("require", require.Require, require.run, "要求", "says what must be done, by when"),
        _verb("rank", rank.Rank, rank.run, "排名", "orders and seats"),
    )
