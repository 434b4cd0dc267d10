"""Secrets that are random, and what may be kept of them."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from pathlib import Path

TOKEN_BYTES = 32  # 256 random bits: nobody guesses them
SECRET_BYTES = 32
SECRET_FILE = "secret-key"  # noqa: S105 # the name of the file, not the secret
NETWORK_BITS = 64  # of an IPv6 address: a household or an office has a whole /64, and counts once


def new_token() -> str:
    """A random token for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What the database keeps of a token; it is random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(secret: bytes, *parts: str) -> str:
    """A keyed hash of words that could be guessed, such as addresses."""
    return hmac.new(secret, "\x00".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """The network an address counts for: itself, or its /64 in IPv6; anything else as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, NETWORK_BITS), strict=False))
    return str(parsed)


def secret_of(folder: Path) -> bytes:
    """The secret of this installation, made at first use and readable by its own user alone."""
    file = folder / SECRET_FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{SECRET_FILE}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(draft, file)  # fails if another process was first; then its secret counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_bytes()
