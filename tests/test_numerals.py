"""Numbers as they are written and said: pieces, and the digits that a run of them can mean."""

import pytest

from sidedoor.numerals import Form, may_hold_number, numerals
from sidedoor.reading import languages, readings
from sidedoor.runs import Joint, runs
from sidedoor.spelling import almost, glued
from sidedoor.text import Text


def likeliest(text: str) -> list[str]:
    read = Text(text)
    return [next(readings(read, run)).digits for run in runs(read, numerals(read))]


READ = [
    ("sixty two", "62", "a ten and a unit are one group"),
    ("sixty, two", "602", "a pause parts them"),
    ("five hundred fifty-five", "555", "hundreds with a ten"),
    ("three hundred three, five", "3035", "a pause shows that the unit belongs to the hundred"),
    ("eight hundred five five five", "800555", "digits said one by one do not"),
    ("four hundred and twelve", "412", "and"),
    ("double five triple 0", "55000", "repeats of a word and of a digit"),
    ("three fives two 0s", "55500", "plurals"),
    ("4one5 five55", "415555", "words and digits in one token"),
    ("fouronefive", "415", "run together"),
    ("f o u r  o n e", "41", "letter by letter"),
    ("fiiive thr33 ziro", "530", "stretched, digits for letters, misspelt"),
    ("4l5 S5S OO", "41555500", "letters drawn like digits"),
    ("IV I V V", "4155", "Roman"),
    ("cincuenta y cinco, veintidós", "5522", "Spanish: a ten, y and a unit"),
    ("quatre-vingt-dix-huit, soixante et onze", "9871", "French: one number, several words"),
    ("einundzwanzig fünf und vierzig", "2145", "German: the unit first, glued or not"),
    ("trentotto novantuno", "3891", "Italian: vowels fall out"),
    ("девятьсот шестнадцать пятьсот пять", "916505", "Russian hundreds"),
    ("п'ять шістдесят сім", "567", "Ukrainian, an apostrophe in the word"),
    ("pięćset pięćdziesiąt pięć", "555", "Polish"),
    ("beş yüz otuz iki on dört", "53214", "Turkish: hundreds and teens are composed"),
    ("خمسة وأربعين صفر", "450", "Arabic: and hangs on the ten"),
    ("wa7ad tnen talata arba3a", "1234", "Arabic in Latin letters and digits"),
    ("نهصد و دوازده", "912", "Persian hundreds"),
    ("nau aath pachpan double zero", "985500", "Hindi, romanised"),
    ("पचपन शून्य एक", "5501", "Hindi"),
    ("lima puluh lima dua belas nol", "55120", "Indonesian: tens and teens are composed"),
    ("hai mươi lăm không chín", "2509", "Vietnamese"),
    ("幺三九", "139", "Chinese, one as it is said on the radio"),
    ("二十五零", "250", "Chinese ten"),
    ("ぜろきゅうぜろ", "090", "kana without spaces"),
    ("공일공이에요", "010", "Korean, a particle at the end"),
    ("ศูนย์แปดหนึ่ง", "081", "Thai without spaces"),
    ("four uno fünf fünf", "4155", "languages mixed"),
]


@pytest.mark.parametrize("text, digits, why", READ)
def test_reads_numbers(text: str, digits: str, why: str) -> None:
    assert "".join(likeliest(text)) == digits, why


def test_doubtful_groups_are_read_in_every_way() -> None:
    text = Text("sixty two five hundred three")
    (run,) = runs(text, numerals(text))
    assert {reading.digits for reading in readings(text, run)} >= {"62503", "602503", "625003", "6025003"}


def test_doubtful_words_at_the_ends_come_last() -> None:
    text = Text("for 415 to 555 for")
    (run,) = runs(text, numerals(text))
    first = next(readings(text, run))
    assert (first.digits, first.first, first.last) == ("4152555", 1, 3)


@pytest.mark.parametrize(
    "text, spoken, why",
    [
        ("cero uno dos", ["es", "en"], "English is always understood"),
        ("once 415 555", ["en"], "one word alone speaks no language"),
        ("nau nine aath eight do two", ["en", "hi"], "the one that explains most comes first"),
    ],
)
def test_languages_of_a_run(text: str, spoken: list[str], why: str) -> None:
    read = Text(text)
    (run,) = runs(read, numerals(read))
    assert languages(run) == spoken, why


@pytest.mark.parametrize(
    "text, joint",
    [
        ("4 15", Joint.SPACE),
        ("4-15", Joint.MARK),
        ("4 - 15", Joint.WIDE),
        ("4) 15", Joint.MARK),
        ("4 (15", Joint.OPENING),
        ("4, 15", Joint.PAUSE),
        ("4\n15", Joint.LINE),
        ("4 ** 15", Joint.ODD),
        ("4 then dash 15", Joint.FILLER),
        ("+44 (0) 20", Joint.MARK),
        ("4 apples 15", None),
        ("4 + 15", None),
        ("4mm 15", None),
    ],
)
def test_what_joins_two_pieces(text: str, joint: Joint | None) -> None:
    read = Text(text)
    pieces = [piece for piece in numerals(read) if piece.digits != "0"]
    joints = [run.joints for run in runs(read, pieces)]
    assert joints == ([[], []] if joint is None else [[joint]])


@pytest.mark.parametrize(
    "token, digits, why",
    [
        ("fouronefive", [4, 1, 5], "English"),
        ("seisunodos", [6, 1, 2], "Spanish"),
        ("doublefive", [2, 5], "a repeat and its digit"),
        ("sixfor", [6, 4], "a homophone beside a word that is none"),
        ("forto", [], "homophones alone are a place in Portugal"),
        ("someone", [], "an ordinary word"),
        ("seven", [], "one word alone is not glued"),
        ("often", [], "a word that ends like a number"),
    ],
)
def test_glued_words(token: str, digits: list[int], why: str) -> None:
    assert [sense.value for _, _, sense in glued(token)] == digits, why


@pytest.mark.parametrize(
    "token, value, why",
    [
        ("fiev", 5, "neighbours swapped"),
        ("sevenn", 7, "a letter too many"),
        ("eigt", 8, "a letter too few"),
        ("nune", 9, "a wrong letter"),
        ("fine", 5, "an ordinary word may be a slip: only words between digits are asked about"),
        ("table", None, "nothing like a digit"),
    ],
)
def test_misspelt_digits(token: str, value: int | None, why: str) -> None:
    found = {sense.value for sense in almost(token) if sense.language == "en"}
    assert value in found if value is not None else not found, why


@pytest.mark.parametrize(
    "text, may, why",
    [
        ("thanks, I'll send the draft tonight", False, "no number at all"),
        ("two drafts and one final, by Friday", False, "two words are no telephone number"),
        ("415 555 0134", True, "digits"),
        ("four one five five five five oh", True, "words"),
        ("ninefouronefivefivefivezeroonefiveeight", True, "one long token"),
        ("IV I V then V V V", True, "Roman digits"),
        ("4l5 S5S Ol3Z", True, "look-alikes"),
        ("f o u r o n e f i v e", True, "single letters"),
        ("1-800-FLOWERS", True, "letters of a keypad"),
        ("一三九五五五零零一二八", True, "characters"),
    ],
)
def test_the_cheap_check(text: str, may: bool, why: str) -> None:
    assert may_hold_number(Text(text)) is may, why


def test_digits_glued_to_a_word_know_it() -> None:
    before, after = numerals(Text("call415 16mm"))
    assert (before.after_letters, before.before_letters) == (True, False)
    assert (after.after_letters, after.before_letters) == (False, True)
    assert before.form is Form.DIGITS
