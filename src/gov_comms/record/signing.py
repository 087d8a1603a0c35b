"""The office's key: Ed25519 (RFC 8032), kept in a file of its own outside the record."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs; ``public`` is what others verify with, in hexadecimal."""

    private: Ed25519PrivateKey
    public: str

    def sign(self, text: str) -> str:
        """The signature of a text, in hexadecimal."""
        return self.private.sign(text.encode()).hex()


def make_key(path: Path) -> SigningKey:
    """A new key in a file that only its owner can read; raises `Refused` where one is there."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    content = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        what = msg("this file is there already")
        raise _refusal(path, "key-there", what, msg("a key is never written over")) from None
    except OSError as error:
        what = msg("cannot be written: {error}", error=error.strerror or str(error))
        raise _refusal(path, "unwritable", what) from error
    with os.fdopen(file, "wb") as target:
        target.write(content)
    return _key(private)


def read_key(path: Path) -> SigningKey:
    """The key in a file; raises `Refused` where it is none, or where others can read it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        content, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        what = msg("this file cannot be read: {error}", error=error.strerror or str(error))
        raise _refusal(path, "unreadable", what) from error
    if mode & 0o077:
        what = msg("others can read this key")
        raise _refusal(path, "key-open", what, msg("let only its owner: chmod 600"))
    try:
        private = serialization.load_pem_private_key(content, None)
    except (TypeError, ValueError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise _refusal(path, "no-key", msg("this is no Ed25519 key"))
    return _key(private)


def verifies(public: str, text: str, signature: str) -> bool:
    """Whether a signature is that of a text by the key whose public part is given."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(private: Ed25519PrivateKey) -> SigningKey:
    return SigningKey(private, private.public_key().public_bytes_raw().hex())


def _refusal(path: Path, code: str, what: Message, hint: Message | None = None) -> Refused:
    return Refused([Problem(code, Place(str(path)), what, hint=hint)])
