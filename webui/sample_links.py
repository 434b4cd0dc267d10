"""Ways in for a newcomer who looks at the sample on his own machine, and for nobody else."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from indexer import ROOT, Settings, imported_sources
from webui.accounts import Account, Doorkeeper, NewAccount, Role, secret_of

if TYPE_CHECKING:
    from matcher import Service

OFFERED: tuple[tuple[Role, str, str], ...] = (
    ("geschaeftsstelle", "buero-beispiel@anker.example", "Büro"),
    ("betrieb", "betrieb-beispiel@anker.example", "Betrieb"),
)


def sample_links(service: Service, host: str, address: str) -> list[str]:
    """One line per way in. Anywhere but on the sample and on this machine: none, and those made before are gone."""
    settings = service.settings
    keeper = Doorkeeper(service.database, secret_of(settings.data))
    if not only_sample(settings) or not only_here(settings, host):
        for account in keeper.accounts.every():
            if account.sample:
                keeper.accounts.remove(account.id, None)
        return []
    lines = ["Zum Ausprobieren der Beispielsammlung, jeder Link gilt einmal:"]
    for role, mailbox, label in OFFERED:
        token = keeper.invitations.make(_sample_account(keeper, role, mailbox).id, "once", None)
        lines.append(f"  {label + ':':8} {address}/anmelden/einmal/{token}")
    return lines


def only_sample(settings: Settings) -> bool:
    """Whether nothing but the shipped sample is read, and the pages say so."""
    shipped = {(ROOT / "sample").resolve()}
    read = {(ROOT / source.path).resolve() for source in settings.sources}
    return settings.site.sample and read <= shipped and not imported_sources(settings.data)


def only_here(settings: Settings, host: str) -> bool:
    """Whether only this machine can ask: bound to loopback, meant for loopback, nothing in front."""
    meant = urlsplit(settings.site.url).hostname or ""
    return _loopback(host) and _loopback(meant) and settings.site.proxies == 0


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sample_account(keeper: Doorkeeper, role: Role, mailbox: str) -> Account:
    found = keeper.accounts.named(mailbox)
    return found or keeper.accounts.add(NewAccount(mailbox, role, "Beispiel", sample=True), None, None)
