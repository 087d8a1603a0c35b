"""Closing a period: frozen, signed, adjusted by what comes later; appeals and pay."""
