"""Number words that are not written as the lists have them: run together, or with a letter wrong."""

from functools import lru_cache

from sidedoor.number_words import Role, Sense, number_words

LONGEST_TOKEN = 120  # "ninefourone..." with fifteen digits is shorter than that
_SHORTEST_MISSPELT = 3
_LONGEST_MISSPELT = 12


@lru_cache(maxsize=4096)
def glued(token: str) -> tuple[tuple[int, int, Sense], ...]:
    """Return the number words that `token` is made of ("fouronefive"), with their places in it, or nothing.

    All of one language, the fewest words; one word alone is not glued, nor are homophones alone ("forto").
    """
    if not 4 <= len(token) <= LONGEST_TOKEN:
        return ()
    words = number_words()
    for language, glue in words.glue.items():
        if words.glue_starts[language].isdisjoint((token[:1], token[:2])):
            continue
        longest = words.glue_longest[language]
        best: list[tuple[int, int] | None] = [None] * (len(token) + 1)  # words used, where the last one starts
        best[0] = (0, 0)
        for end in range(1, len(token) + 1):
            for begin in range(max(0, end - longest), end):
                before = best[begin]
                if before is None or token[begin:end] not in glue:
                    continue
                here = best[end]
                if here is None or before[0] + 1 < here[0]:
                    best[end] = (before[0] + 1, begin)
        if not (last := best[-1]) or last[0] < 2:
            continue
        pieces: list[tuple[int, int, Sense]] = []
        end = len(token)
        while end and (step := best[end]):
            pieces.append((step[1], end, glue[token[step[1] : end]]))
            end = step[1]
        # Arabic hangs "and" on the ten that follows the unit; elsewhere one number alone is not glued.
        hung = pieces[-1][2].role is Role.JOINER and words.languages[language].unit_first
        strong = sum(not sense.weak for _, _, sense in pieces)
        if hung or (strong and sum(sense.role is not Role.JOINER for _, _, sense in pieces) >= 2):
            return tuple(reversed(pieces))
    return ()


@lru_cache(maxsize=4096)
def almost(token: str) -> tuple[Sense, ...]:
    """Return the digits that `token` misspells by one letter too many, too few, wrong or swapped with its neighbour."""
    if not _SHORTEST_MISSPELT <= len(token) <= _LONGEST_MISSPELT:
        return ()
    index = _one_letter_less()
    near = {word for shape in (token, *_shortened(token)) for word in index.get(shape, ())}
    senses = number_words().senses
    return tuple(sense for word in sorted(near) if _one_slip(token, word) for sense in senses[word] if sense.is_telling)


@lru_cache(maxsize=1)
def _one_letter_less() -> dict[str, set[str]]:
    """Every digit word under itself and under each of its shapes with a letter left out."""
    index: dict[str, set[str]] = {}
    for word, senses in number_words().senses.items():
        if len(word) >= _SHORTEST_MISSPELT and any(s.role is Role.DIGIT and s.is_telling for s in senses):
            for shape in (word, *_shortened(word)):
                index.setdefault(shape, set()).add(word)
    return index


def _shortened(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _one_slip(token: str, word: str) -> bool:
    if len(token) != len(word):
        longer, shorter = (token, word) if len(token) > len(word) else (word, token)
        return len(longer) - len(shorter) == 1 and shorter in _shortened(longer)
    wrong = [i for i in range(len(word)) if token[i] != word[i]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and token[wrong[0]] == word[wrong[1]]
    return len(wrong) == 1 or (swapped and token[wrong[1]] == word[wrong[0]])
