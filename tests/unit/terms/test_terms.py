import re

import pytest

from policylab.terms import GLOSSARY, ID_PATTERN, SCORE_WORDS, protection_word, score_word


@pytest.mark.parametrize(
    ("points", "word"),
    [
        (-100, "worse than today"),
        (-10.1, "worse than today"),
        (-10, "about as today"),
        (0, "about as today"),
        (10, "about as today"),
        (10.1, "some"),
        (33, "some"),
        (33.1, "considerable"),
        (66, "considerable"),
        (66.1, "high"),
        (100, "high"),
    ],
)
def test_protection_has_five_words(points: float, word: str) -> None:
    """The bounds are -10, 10, 33 and 66, each with the word below it."""
    assert protection_word(points) == word


def test_words_for_scores_rise_with_the_score() -> None:
    """Every half step has a word, never a lower one for a higher score, and all five are used."""
    words = [score_word(half / 2) for half in range(-6, 7)]
    places = [SCORE_WORDS.index(word) for word in words]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2, 3, 4}
    assert words[6] == "about the same as today"
    assert [place + other for place, other in zip(places, reversed(places), strict=True)] == [4] * 13


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        *[(text, True) for text in ("no", "a1", "a_b", "a" * 40)],
        *[(text, False) for text in ("", "a", "a" * 41, "1a", "_a", "A1", "a-b", "é1", "ab\n")],
    ],
)
def test_an_id_is_two_to_forty_small_letters_digits_and_underscores(text: str, fits: bool) -> None:
    """A letter comes first, and nothing but the ASCII letters counts as one."""
    assert bool(re.fullmatch(ID_PATTERN, text)) is fits


def test_the_glossary_has_the_words_of_the_method() -> None:
    """Each word has one meaning, said in a phrase without a full stop."""
    assert {"option", "concern", "criterion", "group", "score", "basis", "weight", "scenario"} <= set(
        GLOSSARY
    )
    assert [word for word, meaning in GLOSSARY.items() if not meaning or meaning.endswith(".")] == []
