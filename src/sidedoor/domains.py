"""Domains: where a host's registered name begins, and whose mail or pages it carries."""

from functools import lru_cache
from typing import TYPE_CHECKING

from sidedoor.address_words import pieces_of
from sidedoor.ordinary import is_ordinary
from sidedoor.services import Service, load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Registries that sell names right below the ending, and so need no list; .example is reserved (RFC 2606), but people
# write names there as if they owned them.
_FLAT = frozenset({"com", "net", "org", "example"})


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
    if labels[-1] in _FLAT:
        return ".".join(labels[-2:])
    found: str | None = _suffixes().privatesuffix(host)
    return found


def under(host: str, domain: str) -> bool:
    """Return whether `host` is `domain` or one of its sub-domains."""
    return host == domain or host.endswith("." + domain)


class Providers:
    """Providers by the words that name them, and by their domains."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], Service, bool]]] = {}
        self.by_domain: dict[str, Service] = {}
        self.labels: dict[str, Service] = {}
        for service in load_services().of("provider"):
            for domain in service.links:
                self.by_domain[domain] = service
                self.labels.setdefault(domain.split(".")[0], service)
            for name in (*service.names, *service.weak):
                pieces = tuple(piece for piece, _, _ in pieces_of(Text(name).lower))
                self.phrases.setdefault(pieces[0], []).append((pieces, service, name in service.weak))
        for entries in self.phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.glued = {domain.replace(".", ""): domain for domain in self.by_domain}


@lru_cache(maxsize=1)
def providers() -> Providers:
    """Return the providers of `patterns/services/provider.toml`."""
    return Providers()


def correct(domain: str) -> tuple[str, Technique | None]:
    """Return the provider's domain that a misspelt one means ("gmial.com", "h0tmail.com"), else `domain` itself."""
    known = providers()
    if domain in known.by_domain:
        return domain, None
    label, _, ending = domain.partition(".")
    for table in _LEET:
        plain = label.translate(table)
        if plain != label and f"{plain}.{ending}" in known.by_domain:
            return f"{plain}.{ending}", Technique.LEET
    if len(label) >= SHORTEST_MISSPELT - 1 and not is_ordinary(label):
        for right in known.labels:
            meant = f"{right}.{ending}"
            if len(right) >= SHORTEST_MISSPELT and meant in known.by_domain and is_slip(label, right):
                return meant, Technique.MISSPELT
    return domain, None


_LEET = tuple(str.maketrans("0134579@$", letters) for letters in ("oleastgas", "oieastgas"))  # a 1 is an l or an i
SHORTEST_MISSPELT = 5  # letters; every shorter name is one slip away from another


def is_slip(written: str, right: str) -> bool:
    """Return whether one letter is missing, extra, wrong, or has changed places with its neighbour."""
    if written == right or abs(len(written) - len(right)) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(written, right, strict=False)) if a != b), min(len(written), len(right)))
    rest, rest_right = written[i:], right[i:]
    return (
        rest[1:] == rest_right[1:]
        or rest[1:] == rest_right
        or rest == rest_right[1:]
        or (rest[:2] == rest_right[:2][::-1] and rest[2:] == rest_right[2:])
    )
