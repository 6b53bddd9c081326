"""Domains: where a host's registered name begins, and whose mail or pages it carries."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Reserved for examples (RFC 2606). Nobody can own a name there, but people write such names as if they did.
_EXAMPLE = "example"


@lru_cache(maxsize=1)
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # reading the list takes 30 ms: only when a host is met

    return PublicSuffixList(accept_unknown=False, only_icann=True)


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str | None:
    """Return the part of `host` that somebody registered ("shop.acme.co.uk" -> "acme.co.uk"), or None.

    None means that the host is no name of the public internet: its ending is unknown ("logo.png"), or there is nothing
    before the ending ("co.uk"). `host` is in lower case; international names may be written in letters or as xn--.
    """
    labels = host.split(".")
    if not all(labels) or len(labels) < 2:
        return None
    if labels[-1] == _EXAMPLE:
        return ".".join(labels[-2:])
    found: str | None = _suffixes().privatesuffix(host)
    return found


def under(host: str, domain: str) -> bool:
    """Return whether `host` is `domain` or one of its sub-domains."""
    return host == domain or host.endswith("." + domain)
