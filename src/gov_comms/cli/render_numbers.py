"""Numbers as they are printed: exact, never rounded."""

from __future__ import annotations

from decimal import Decimal


def decimal_text(value: Decimal, scale: int = 0) -> str:
    """``value`` with the measure's ``scale`` of decimals, and with more where it has more."""
    digits, _, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0").ljust(scale, "0")
    text = f"{digits}.{decimals}" if decimals else digits
    return text.removeprefix("-") if not value else text


def signed_text(value: Decimal, scale: int = 0) -> str:
    """``value`` with its sign, as a line of a ledger shows it."""
    text = decimal_text(value, scale)
    return text if text.startswith("-") else f"+{text}"
