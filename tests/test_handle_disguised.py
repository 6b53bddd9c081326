import pytest

from sidedoor.detectors.handle import find_handles
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


@pytest.mark.parametrize(
    "text, value, technique",
    [
        ("te1egram - koala_cuts", "koala_cuts", Technique.LEET),
        ("T€legram koala_cuts", "koala_cuts", Technique.LEET),
        ("find me on 5kyp3: koala.bookkeeper", "koala.bookkeeper", Technique.LEET),
        ("in$ta: koala.fern", "koala.fern", Technique.LEET),
        ("inst@gram @velvet.koala", "velvet.koala", Technique.LEET),  # two @, only one marks a name
        ("t.e.l.e.g.r.a.m: koala_cuts", "koala_cuts", Technique.SEPARATORS),
        ("s-k-y-p-e = peter.koala.cad", "peter.koala.cad", Technique.SEPARATORS),
        ("linked-in: koala-fern-7", "koala-fern-7", Technique.SEPARATORS),
        ("s k y p e   j o a o . r e n d e r", "joao.render", Technique.SPACED),  # both of them
        ("skype p e t e r . l a n e", "peter.lane", Technique.SPACED),
        ("dis cord koala#1122", "koala#1122", Technique.SPACED),
        ("discrod: koala_ly", "koala_ly", Technique.MISSPELT),
        ("lnstagram koala.dev", "koala.dev", None),  # drawn like its first letter
        ("koalabananafern on insta but drop the banana", "koalafern", Technique.FILLER),  # a word, but for the filler
        ("tg without the spaces: koala _ fern _ 7", "koala_fern_7", Technique.AT_DOT_WORDS),
        ("ig: k.o.a.l.a._.f.e.r.n", "koala_fern", Technique.SEPARATORS),
        ("Discoooord -> koala_moth#2207", "koala_moth#2207", Technique.MISSPELT),  # drawn out
        ("add koala*fern*9 on skype", "koalafern9", Technique.SEPARATORS),
        ("teIegram (yes that one) koala_88", "koala_88", Technique.MISSPELT),  # an aside between
        ("you can get me @ koala_and_wool on the gram", "koala_and_wool", Technique.NICKNAME),
        ("d1sc: koala_fern", "koala_fern", Technique.LEET),  # a short name too, where a sign points
        ("signal ekle, ben k o a l a 7 1", "koala71", Technique.SPACED),  # no English word around it
        ("my tele is koala underscore fern 7, msg me", "koala_fern7", Technique.AT_DOT_WORDS),  # a digit at its end
        ("meu discord é k o a l a . f e r n", "koala.fern", Technique.SPACED),  # the verb is no first letter
        ("my s1gnal is koala.77", "koala.77", Technique.LEET),  # an everyday word that is disguised is a name
        ("add me on s i g n a l, I'm koala_77", "koala_77", Technique.SPACED),
        ("мой t*e*l*e*g*r*a*m koala_les", "koala_les", Technique.SEPARATORS),  # in Cyrillic surroundings
        ("加我wehcat：koala88", "koala88", Technique.MISSPELT),  # no space before the name
        ("telegram k|o|a|l|a_25", "koala_25", Technique.SEPARATORS),
        ("my insta is k*o*a*l*a*_*f*e*r*n", "koala_fern", Technique.SEPARATORS),
        ("Skype: ko~al~a.~77", "koala.77", Technique.SEPARATORS),  # two by two
        ("telegram: koalabanana_25 (without the banana)", "koala_25", Technique.FILLER),
        ("my insta is koaXXXla_fern, remove XXX", "koala_fern", Technique.FILLER),
        ("t e l e - g r a m: koala_dev", "koala_dev", Technique.SPACED),  # two sorts of gaps
        ("telegrm @koala_cuts", "koala_cuts", Technique.MISSPELT),
        ("facebok: koala.tiles", "koala.tiles", Technique.MISSPELT),
        ("disc*rd: koala_art", "koala_art", Technique.SYMBOL_SWAP),
        ("insta at-sign the underscore velvet underscore loom", "the_velvet_loom", Technique.AT_DOT_WORDS),
        ("insta: velvet dot koala", "velvet.koala", Technique.AT_DOT_WORDS),
        ("ig -> velvet (dot) koala", "velvet.koala", Technique.AT_DOT_WORDS),  # signs in brackets
        ("insta: koala-dot-fern", "koala.fern", Technique.AT_DOT_WORDS),  # signs between hyphens
        ("koala underscore cuts on telegram", "koala_cuts", Technique.AT_DOT_WORDS),  # before the service
        ("mi insta: koala guion bajo dev", "koala_dev", Technique.AT_DOT_WORDS),  # in Spanish
        ("insta: velvet underscore two two", "velvet_22", Technique.SPELLED_DIGITS),
        ("Skype: Mike Alpha X-ray Papa Echo Romeo Four Two", "maxper42", Technique.PHONETIC_ALPHABET),
        ("Bravo Romeo Alpha Sierra Sierra on Telegram", "brass", Technique.PHONETIC_ALPHABET),
        ("telegram b.r.a.s.s.f.e.r.n", "brassfern", Technique.SEPARATORS),  # the dots only set apart
        ("my tele gram but from the end: ved_ajnos@", "sonja_dev", Technique.REVERSED),
        ("taog.alaok is my skype, read from right to left", "koala.goat", Technique.REVERSED),  # before the service
        ("find me under @alaok_ved reversed on telegram", "dev_koala", Technique.REVERSED),
        ("telegram: nrefssarb, backwards", "brassfern", Technique.REVERSED),
        ("my snap is koala seven seven", "koala77", Technique.SPELLED_DIGITS),  # digits behind a word
        ("ig: velvet . koala . art (remove spaces)", "velvet.koala.art", Technique.AT_DOT_WORDS),  # signs set apart
        ("77_alaok <- reverse it, telegram", "koala_77", Technique.REVERSED),  # the service comes last
        ("on telegram I'm at-sign koala_77", "koala_77", None),
        ("telegram id is at koalafern", "koalafern", None),  # @ in words behind "is"
        ("✈️ @koala_reels", "koala_reels", Technique.EMOJI),
        ("📷: saltandkoala.co (dm there)", "saltandkoala.co", Technique.EMOJI),
        ("I'm koala_cuts on ✈️", "koala_cuts", Technique.EMOJI),
        ("on the paper plane app I go by koala_excel", "koala_excel", Technique.NICKNAME),
        ("the blue S app, you know which one. id: mina.koala", "mina.koala", Technique.NICKNAME),
        ("I'm jessa.koala on the one with the little white ghost", "jessa.koala", Technique.NICKNAME),
        ("the place with the white paper plane, I'm koala_art", "koala_art", Technique.NICKNAME),
        ("tg/ @ koala_webgl", "koala_webgl", Technique.NICKNAME),  # the @ apart from the name
        ("For faster reply use my telegram (at)koalafern", "koalafern", None),  # @ in words, right before
        ("薇信：koala_88x", "koala_88x", None),  # a homophone
        ("加薇 koala_88x", "koala_88x", Technique.NICKNAME),
        ("➕V koala_88x", "koala_88x", Technique.NICKNAME),
        ("Теlеgrаm: sam_koala", "sam_koala", Technique.HOMOGLYPH),
        ("ѕкуре: peter.koala.cad", "peter.koala.cad", Technique.HOMOGLYPH),
        ("disc\u200bord: olive\u200bbranch_art", "olivebranch_art", Technique.ZERO_WIDTH),
        ("𝓲𝓷𝓼𝓽𝓪: velvet.koala", "velvet.koala", Technique.STYLED_CHARACTERS),
        ("ｔｅｌｅｇｒａｍ：ｋｏａｌａ＿ａｒｔ", "koala_art", Technique.STYLED_CHARACTERS),
        ("т е л е г р а м @koala_mont", "koala_mont", Technique.SPACED),
        ("телегр@м koala_art", "koala_art", Technique.LEET),
        ("ㅋㅏ톡 koala_voice", "koala_voice", None),  # letters taken apart
    ],
)
def test_disguised_handle(text: str, value: str, technique: Technique | None) -> None:
    found = {finding.value: finding.techniques for finding in find_handles(Text(text))}
    assert value in found
    assert technique is None or technique in found[value]
