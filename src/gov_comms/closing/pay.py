"""Pay: what a closed period comes to in money, prepared, authorised and paid by three people.

A batch states its legal basis and its budget item, and amounts in figures and in capitals.  Bank
numbers stay with finance: a batch keeps their last digits only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from gov_comms.closing.close import booked_in, closing_for, replayed
from gov_comms.closing.figures import adjusted, balance
from gov_comms.closing.nouns import (
    AUTHORISED,
    BATCH,
    PAID,
    PREPARED,
    REVERSED,
    Batch,
    Closing,
    Payee,
    batch_change,
    batch_of,
)
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.procedure import Pay
from gov_comms.record import Act, Held, View
from gov_comms.review.desk import Desk
from gov_comms.review.numbers import next_number
from gov_comms.review.people import (
    acting_person,
    acting_roles,
    need,
    not_own,
    powers_of,
    refusal,
)

SHOWN = 4
"""How many of the last digits of a bank number a batch keeps."""


def prepare_pay(
    desk: Desk,
    period: str,
    rule_id: str,
    basis: str,
    budget: str,
    accounts: Mapping[str, str] | None = None,
) -> Act:
    """Prepare a batch of the money of a closed period; ``accounts`` are bank numbers by payee.

    Raises `Refused` with everything that is wrong: the period is not closed, no basis or budget
    item, nothing to pay, more than the cap, a batch that is there already.  Whoever owes is not
    paid; the batch says so.
    """
    need(desk, "prepare")
    rule = _rule(desk, rule_id)
    closing = closing_for(desk.view, period)
    everybody = tuple(_payees(desk, closing, rule, accounts or {}))
    payees = tuple(each for each in everybody if Decimal(each.amount) > 0)
    owing = tuple(each for each in everybody if Decimal(each.amount) < 0)
    total = sum((Decimal(each.amount) for each in payees), Decimal())
    problems = [*_unsaid(basis, budget), *_objections(desk, closing, rule, total)]
    if problems:
        raise Refused(problems)
    number, taken = next_number(desk, "P")
    batch = Batch(
        id=number,
        period=closing.period,
        measure=rule.measure,
        basis=basis,
        budget=budget,
        total=f"{total:f}",
        capitals=in_capitals(total),
        payees=payees,
        owing=owing,
        prepared_by=desk.actor.whose,
    )
    told = [
        msg("batch {id}: {count} payees, {total}", id=number, count=len(payees), total=batch.total),
        msg("in words: {capitals}", capitals=batch.capitals),
    ]
    told += [msg("{name} owes {amount}", name=e.name, amount=e.amount.lstrip("-")) for e in owing]
    return Act("prepared", number, (batch_change(batch, PREPARED), taken), basis, (), tuple(told))


def authorise_pay(desk: Desk, batch_id: str) -> Act:
    """Authorise a batch; not who prepared it, nor anybody whom it pays."""
    need(desk, "authorise")
    batch = _batch(desk, batch_id, PREPARED)
    doing = msg("authorising batch {id}", id=batch.id)
    not_own(desk, [batch.prepared_by, *_people(batch)], doing)
    done = replace(batch, authorised_by=desk.actor.whose)
    told = (msg("batch {id} is authorised", id=batch.id),)
    return Act("authorised", batch.id, (batch_change(done, AUTHORISED),), told=told)


def pay_out(desk: Desk, batch_id: str) -> Act:
    """Record that a batch is paid; not who prepared or authorised it, nor anybody whom it pays."""
    need(desk, "pay")
    batch = _batch(desk, batch_id, AUTHORISED)
    doing = msg("paying batch {id}", id=batch.id)
    not_own(desk, [batch.prepared_by, batch.authorised_by, *_people(batch)], doing)
    done = replace(batch, paid_by=desk.actor.whose)
    told = (msg("batch {id} is paid", id=batch.id),)
    return Act("paid", batch.id, (batch_change(done, PAID),), told=told)


def reverse_pay(desk: Desk, batch_id: str, reason: str) -> Act:
    """Set a batch aside, with a reason; it stays in the record, and a new one may be prepared."""
    need(desk, "authorise")
    batch = _batch(desk, batch_id, PREPARED, AUTHORISED, PAID)
    if not reason.strip():
        raise refusal("no-reason", msg("a reason is needed"), msg("say why: --reason"))
    not_own(desk, _people(batch), msg("reversing batch {id}", id=batch.id))
    done = replace(batch, reversed_by=desk.actor.whose, reason=reason)
    told = (msg("batch {id} is reversed; what it said stays", id=batch.id),)
    return Act("reversed", batch.id, (batch_change(done, REVERSED),), reason, told=told)


def batches(view: View, period: str | None = None) -> tuple[Batch, ...]:
    """The batches of a period, or all, in the order of their numbers."""
    return tuple(batch_of(row) for row in view.rows(BATCH, about=period))


def batch_for(desk: Desk, batch_id: str) -> Batch:
    """A batch, for those who prepare, authorise, pay or audit; raises `Refused` for others."""
    person = acting_person(desk)
    if not {"prepare", "authorise", "pay", "audit"} & powers_of(desk.agency, acting_roles(desk)):
        what = msg("{person} may not see batches of pay", person=person.id)
        raise refusal("no-power", what)
    return batch_of(_held(desk, batch_id))


def state_of(batch: Batch) -> Message:
    """How far a batch is, in words."""
    if batch.reversed_by:
        return msg("reversed")
    if batch.paid_by:
        return msg("paid")
    return msg("authorised") if batch.authorised_by else msg("prepared")


def in_capitals(amount: Decimal) -> str:
    """An amount of yuan in the capital characters of the accounting rules (财会字〔1996〕19号)."""
    import cn2an

    return str(cn2an.an2cn(f"{amount:f}", "rmb"))


def masked(account: str) -> str:
    """A bank number of which only the last digits show."""
    digits = "".join(account.split())
    hidden = max(len(digits) - SHOWN, 0)
    return "*" * hidden + digits[hidden:] if hidden else "*" * len(digits)


def _rule(desk: Desk, rule_id: str) -> Pay:
    rules = {each.id: each for each in desk.agency.procedure.pay}
    if rule_id in rules:
        return rules[rule_id]
    what = msg("no payment is called {name}", name=rule_id)
    hint = msg("the rules know: {names}", names="、".join(rules) or "–")
    raise refusal("unknown-pay", what, hint)


def _payees(
    desk: Desk, closing: Closing, rule: Pay, accounts: Mapping[str, str]
) -> Iterator[Payee]:
    """Everybody whose figure is not zero, in the order of the roster."""
    result = replayed(desk.view, closing)
    booked = booked_in(desk.view, closing.period)
    amounts = adjusted(balance(result), booked, desk.agency.measures)
    subjects = {(str(each.subject.kind), each.subject.id): each.subject for each in result.totals}
    for (measure, kind, subject), amount in amounts.items():
        if measure == rule.measure and kind == rule.to and amount:
            named = subjects.get((kind, subject))
            yield Payee(
                kind=kind,
                subject=subject,
                name=named.name if named is not None else subject,
                unit=named.unit if named is not None else "",
                amount=f"{amount:f}",
                capitals=in_capitals(amount),
                account=masked(accounts.get(subject, "")),
            )


def _unsaid(basis: str, budget: str) -> Iterator[Problem]:
    """What a batch must state and does not."""
    if not basis.strip():
        what = msg("the legal basis of the payment is missing")
        hint = msg("name the document and its article")
        yield Problem("no-basis", Place(), what, "--basis", hint)
    if not budget.strip():
        what = msg("the budget item is missing")
        yield Problem("no-budget", Place(), what, "--budget", msg("name the item"))


def _objections(desk: Desk, closing: Closing, rule: Pay, total: Decimal) -> Iterator[Problem]:
    """What stands against a batch."""
    for batch in batches(desk.view, closing.period):
        if batch.measure == rule.measure and not batch.reversed_by:
            what = msg("{period} has batch {id} already", period=closing.period, id=batch.id)
            hint = msg("a wrong one is reversed first: gov-comms pay reverse")
            yield Problem("batch-there", Place(), what, hint=hint)
    if not total:
        yield Problem("nothing-to-pay", Place(), msg("{period} pays nobody", period=closing.period))
    if rule.cap is not None and total > rule.cap:
        what = msg("the batch comes to {total}, the cap is {cap}", total=total, cap=rule.cap)
        yield Problem("over-cap", Place(), what, hint=msg("{clause}", clause=rule.clause))


def _batch(desk: Desk, batch_id: str, *states: str) -> Batch:
    held = _held(desk, batch_id)
    batch = batch_of(held)
    if held.state not in states:
        what = msg("batch {id} is {state}", id=batch.id, state=state_of(batch))
        raise refusal("batch-state", what, msg("prepared, authorised, paid: in this order"))
    return batch


def _held(desk: Desk, batch_id: str) -> Held:
    held = desk.view.row(BATCH, batch_id)
    if held is None:
        raise refusal("unknown-batch", msg("there is no batch {id}", id=batch_id))
    return held


def _people(batch: Batch) -> list[str]:
    return [each.subject for each in batch.payees if each.kind == "person"]
