"""The sentence for the sender of a message, in the sender's language: what was seen, and what is still allowed."""

import re
from functools import cache

import msgspec

from sidedoor.errors import PolicyError, did_you_mean
from sidedoor.policy.facts import Facts
from sidedoor.resources import folder
from sidedoor.vocabulary import Kind

ENGLISH = "en"
_PLACEHOLDER = re.compile(r"\{(?!seen\})[^}]*\}?")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language, a file of `policies/words`."""

    otherwise: str
    seen: dict[str, str]
    asked: dict[str, str]

    def notice(self, template: str, facts: Facts) -> str:
        """Return the notice of a rule, or the one for rules without any, filled in for what was found."""
        seen = self.asked[facts.contact_point] if facts.kind is Kind.CONTACT_REQUEST else self.seen[facts.kind]
        return (template or self.otherwise).replace("{seen}", seen)


def languages() -> list[str]:
    """Return the languages that notices can be written in."""
    return sorted(path.stem for path in (folder("policies") / "words").glob("*.toml"))


@cache
def words(language: str) -> Words:
    """Return the words of a language such as "en". Raises PolicyError if there is no file for it or it is wrong."""
    path = folder("policies") / "words" / f"{language}.toml"
    if language not in languages():
        known = languages()
        raise PolicyError(
            f"There are no words for the language '{language}'.{did_you_mean(language, known)} "
            f"Known are {', '.join(known)}; policies/words/en.toml is the model for another."
        )
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Words)
    except (OSError, msgspec.MsgspecError) as error:
        raise PolicyError(f"{path}: {error}.") from error


def in_language(notice: str | dict[str, str], language: str) -> str:
    """Return a rule's notice as a pack gives it, in `language` or else in English, "" where it has neither."""
    if isinstance(notice, str):
        return notice if language == ENGLISH else ""
    return notice.get(language, "")


def wrong_placeholder(notice: str | dict[str, str]) -> str | None:
    """Return the first thing in braces that no word stands for, None if all is well."""
    for text in [notice] if isinstance(notice, str) else notice.values():
        if found := _PLACEHOLDER.search(text):
            return found[0]
    return None
