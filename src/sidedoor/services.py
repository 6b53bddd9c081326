"""The services that people meet on or pay through: their names, their links, and what a user name looks like there."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from sidedoor.errors import PatternError
from sidedoor.resources import folder
from sidedoor.text import Text


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One service as the data describes it.

    `names` mean the service wherever they stand, and so do `nicknames`, which people say instead of the name ("tg");
    `weak` names are ordinary words too ("line", "signal", "tele") and need evidence beside them. `signs` say what its
    colour or logo looks like ("paper plane") and count beside a word for an app; `emoji` count beside a user name.
    `links` are domains, or domain/path beginnings, that lead to a contact there. `handle` is a regular expression for a
    user name, matched against the folded text in lower case; `things` is one for the ids of what is posted there,
    which look like user names, and is matched with the capitals kept.
    """

    id: str
    category: str
    names: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    handle: str | None = None
    things: str | None = None


CATEGORIES = (
    "messenger",  # chat or call by user name or number
    "social",  # networks with profiles and direct messages
    "meeting",  # outside calls and calendars
    "form",  # forms, application systems, link pages that lead to contact
    "payment",  # pays a person outside the marketplace
    "provider",  # e-mail providers
    "work",  # systems that hold project information: an e-mail for access is legitimate
    "marketplace",  # the marketplaces themselves: their own pages and calls are no contact
)


class Services:
    """All services, by id, by category and by name."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.by_id = {service.id: service for service in services}
        self._by_name: dict[str, str] = {}
        for service in self.by_id.values():
            for name in (*service.names, *service.nicknames, *service.weak):
                self._by_name.setdefault(Text(name).lower, service.id)

    def named(self, name: str) -> str | None:
        """Return the id of the service that `name` (as found in a text) stands for, or None."""
        return self._by_name.get(" ".join(Text(name).lower.split()))

    def of(self, *categories: str) -> list[Service]:
        """Return the services of the given categories."""
        return [service for service in self.by_id.values() if service.category in categories]

    def names_of(self, category: str) -> list[str]:
        """Return the names of a category's services, those that are ordinary words too among them."""
        return [name for service in self.of(category) for name in (*service.names, *service.weak)]


@lru_cache(maxsize=8)
def load_services(path: Path | None = None) -> Services:
    """Return the services of `patterns/services`, one file a category. Raises PatternError with file and reason."""
    path = path or folder("patterns") / "services"
    services: list[Service] = []
    for file in sorted(path.glob("*.toml")):
        if file.stem not in CATEGORIES:
            raise PatternError(f"{file}: name the file after a category of services: {', '.join(CATEGORIES)}.")
        try:
            entries = msgspec.toml.decode(file.read_bytes(), type=dict[str, dict[str, str | list[str]]])
            services += [
                msgspec.convert({"id": name, "category": file.stem, **entry}, Service)
                for name, entry in entries.items()
            ]
        except msgspec.MsgspecError as error:
            raise PatternError(f"{file}: {error}.") from error
    return Services(services)
