from collections.abc import Callable
from pathlib import Path

import pytest

from sidedoor.errors import PatternError
from sidedoor.marked import MarkedText
from sidedoor.needs import key_of, needs
from sidedoor.pattern_check import check_patterns
from sidedoor.pattern_pack import INDEX, PatternPack, build_index, load_pack
from sidedoor.patterns import Pattern, load_language, load_patterns
from sidedoor.resources import folder
from sidedoor.text import Text
from sidedoor.vocabulary import CIRCUMSTANCES, SOLICITATIONS

SHIPPED = folder("patterns")


def test_every_shipped_pattern_may_ship() -> None:
    """Explained, bounded, woken by its examples, and true to them; in every language that it is made for."""
    check_patterns(load_patterns(SHIPPED))


def test_the_shipped_index_is_that_of_the_shipped_patterns() -> None:
    import msgspec

    assert (SHIPPED / INDEX).read_bytes() == msgspec.json.encode(build_index(SHIPPED)) + b"\n", (
        "after an edit of a pattern or a word list run: python -m sidedoor.pattern_check"
    )


def test_a_text_wakes_whatever_would_match_it() -> None:
    """The index must never cost a finding: examples, alone and run together, match the same without it."""
    pack = load_pack(*SOLICITATIONS, *CIRCUMSTANCES)
    patterns = load_language(SHIPPED, "en").values()
    examples = [example for pattern in patterns for example in pattern.match]
    for texts in (examples, [". ".join(pair) for pair in zip(examples, examples[7:], strict=False)]):
        for text in texts:
            marked = MarkedText(Text(text))
            found = {(pattern.id, match.span()) for pattern, match in pack.matches(marked)}
            expected = {
                (pattern.id, match.span())
                for pattern in patterns
                if pattern.kind in SOLICITATIONS | CIRCUMSTANCES
                for match in pattern.find(marked)
            }
            assert expected <= found, text


@pytest.mark.parametrize(
    "expression, expected",
    [
        ("send your number", [{"send"}, {"your"}, {"numb"}]),
        ("(?:send|give) it", [{"send", "give"}, {"it"}]),
        ("me|you", [{"me", "you"}]),
        ("please (?:kindly )?send", [{"plea"}, {"send"}]),  # what is optional is not needed
        ("calls?", [{"call"}]),
        ("e-?mail", [{"emai", "e"}]),  # one word, or two
        ("(?:un)?paid", [{"unpa", "paid"}]),
        ("text[a-z]{0,3} me", [{"text"}, {"me"}]),
        ("a{1,3}b", []),  # the beginning is not known
        ("\\w{1,9} call", [{"call"}]),  # nor is this, but the next word
        ("call(?= me(?!\\w))", [{"call"}, {"me"}]),  # what must follow is needed
        ("call(?! me)", [{"call"}]),  # what must not follow is not
        ("(?:微信|电话)号", [{"微信", "电话"}]),  # in scripts that join words: pairs of letters
    ],
)
def test_what_a_text_needs_to_match(expression: str, expected: list[set[str]]) -> None:
    assert sorted(map(sorted, needs(f"(?<!\\w)(?:{expression})(?!\\w)", {}))) == sorted(map(sorted, expected))


def test_a_word_list_needs_the_longest_word_of_each_phrase() -> None:
    assert needs("\uf000(?!\\w)", {"\uf000": ["send me", "pls"]}) == (frozenset({"send", "pls"}),)
    assert key_of("Números") == "nume"


Write = Callable[..., list[Pattern]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files of a small patterns folder, and return the patterns of its one language."""

    def written(lexicon: str = "", language: str = "", shared: str = "", name: str = "channel_switch") -> list[Pattern]:
        for place, text in (("any", shared), ("xx", language)):
            (tmp_path / place).mkdir(exist_ok=True)
            if text:
                (tmp_path / place / f"{name}.toml").write_text(text, encoding="utf-8")
        (tmp_path / "any" / "lexicon.toml").write_text("before = '(?<!\\w)'\nafter = '(?!\\w)'\n", encoding="utf-8")
        (tmp_path / "xx" / "lexicon.toml").write_text(lexicon, encoding="utf-8")
        return load_patterns(tmp_path)

    return written


def entry(expression: str, *, more: str = "", kind: str = "channel_switch", identity: str = "one") -> str:
    return f"kind = '{kind}'\n[[pattern]]\nid = '{identity}'\nregex = '''{expression}'''\n{more}"


EXPLAINED = "why = 'x'\nmatch = ['call me', 'call  me']\nno_match = ['recall me', 'call men']\n"


@pytest.mark.parametrize(
    "expression, text, found",
    [
        ("call me", "please call \n me", "call \n me"),  # a space is up to three
        ("call me", "call    me", None),
        ("call ?me", "callme", "callme"),  # or none
        ("call me", "recall me", None),  # a pattern begins and ends at the edge of a word
        ("call me", "Call Me", "Call Me"),
        ("call {people}", "call us", "call us"),
        ("call {people}", "call every body", "call every body"),
        ("{twice}", "call me call me", "call me call me"),  # fragments may be made of fragments
        ("on {messenger}", "on telegram", "on telegram"),
        ("on {messenger}", "on t3legram", "on t3legram"),  # in any disguise
        ("on {messenger}", "on monday", None),
        ("llámame", "llamame", "llamame"),  # folded like the texts
    ],
)
def test_short_forms(write: Write, expression: str, text: str, found: str | None) -> None:
    lexicon = "people = ['me', 'us', 'every body']\nonce = 'call {people}'\ntwice = '{once} {once}'\n"
    (pattern,) = write(lexicon, entry(expression))
    matches = [text[match.start() : match.end()] for match in pattern.find(MarkedText(Text(text)))]
    assert matches == ([] if found is None else [found])


@pytest.mark.parametrize("text, found", [("call me, by phone", 1), ("call me", 0)])
def test_what_must_stand_beside(write: Write, text: str, found: int) -> None:
    (pattern,) = write("", entry("call me", more="beside = ['''phone''']"))
    assert len(list(pattern.find(MarkedText(Text(text))))) == found


def test_a_shared_pattern_is_made_for_languages_that_have_its_lists(write: Write) -> None:
    shared = entry("{go} there") + "\n[[pattern]]\nid = 'two'\nregex = '''{stay} here'''\n"
    (pattern,) = write("go = ['ga']", "", shared)
    assert pattern.id == "xx/channel_switch/one"
    assert pattern.shared


@pytest.mark.parametrize(
    "lexicon, language, says",
    [
        ("", "kind = [", "channel_switch.toml"),
        ("", entry("call me", kind="contact_request"), "a pattern file is named after its kind"),
        ("", entry("call me", more="words = 1"), "patterns/README.md shows how a pattern is written"),
        ("", entry("call {peple}"), "there is no word list 'peple'"),
        ("people = ['me']", entry("call {peple}"), "Did you mean 'people'?"),
        ("loop = '{loop}'", entry("{loop}"), "is made of itself"),
        ("messenger = ['x']", entry("call me"), "'messenger' stands for mentions of services"),
        ("people = 1", entry("call me"), "A lexicon holds word lists and fragments"),
        ("", entry("call (me"), "not a regular expression"),
        ("", entry("call me", more=EXPLAINED.replace("why = 'x'", "")), "say in 'why'"),
        ("", entry("call me", more=EXPLAINED.replace("'call me', ", "")), "at least two examples in 'match'"),
        ("", entry("call \\w+", more=EXPLAINED), "a repeat without end"),
        ("", entry("call .{0,500}me", more=EXPLAINED), "a repeat of up to 500"),
        ("", entry("\\w{1,9}", more=EXPLAINED), "no word is sure to stand in a match"),
        ("", entry("ring me", more=EXPLAINED), "its own example is not matched: 'call me'"),
        ("", entry("call", more=EXPLAINED), "its counter-example is matched: 'call men'"),
        ("", entry("call me", more="reach = 'clause'\n" + EXPLAINED), "a stance says how far it is felt"),
        ("", entry("call me") + entry("call us").split("\n", 1)[1], "stands there twice"),
    ],
)
def test_a_pattern_that_may_not_ship_is_named_with_the_reason(
    write: Write, lexicon: str, language: str, says: str
) -> None:
    with pytest.raises(PatternError) as error:
        check_patterns(write(lexicon, language))
    assert says in str(error.value)


@pytest.mark.parametrize(
    "text, languages",
    [
        ("what is your price for this", {"en"}),
        ("me passa seu número", {"en", "pt"}),  # one word of each: both
        ("I'm a fan of the show, das is all", {"en"}),  # one word beside many is an accident
        ("das ist nicht so, und the price is fine", {"en", "de"}),  # two words are none
        ("напишите мне, пожалуйста, что там", {"en", "ru"}),  # English is read beside all
    ],
)
def test_which_languages_are_read(text: str, languages: set[str]) -> None:
    spoken = set(_pack()._spoken(MarkedText(Text(text)).keys))
    assert languages <= spoken
    assert ("en" in languages and len(languages) == 1) <= (spoken == {"en"})


def test_a_word_or_two_is_read_in_every_language() -> None:
    assert len(_pack()._spoken(MarkedText(Text("ok")).keys)) > 20


def _pack() -> PatternPack:
    return load_pack(*SOLICITATIONS)
