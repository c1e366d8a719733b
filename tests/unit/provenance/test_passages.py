from hashlib import sha256

import pytest

from policylab.provenance import Passage, find_everywhere, find_passages, fingerprint, passage_text, squash

TEXT = """\
The miller's wheel turned all night. No-
body had seen the river so high; the old
well-known bridge1 was gone by ten. The miller
slept. The wheel turned all night."""


def test_only_letters_and_digits_are_kept_in_small() -> None:
    """Spaces, line breaks, hyphens, quotes and marks drop out, capitals become small."""
    assert squash("No-\nbody: “Straße”, 1951!") == "nobodystrasse1951"


def test_the_fingerprint_is_length_and_hash_of_these() -> None:
    """It can be reckoned by hand."""
    assert fingerprint("No-\nbody!") == Passage(length=6, sha256=sha256(b"nobody").hexdigest())


@pytest.mark.parametrize(
    ("passage", "stands"),
    [
        ("Nobody had seen the river so high", "No-\nbody had seen the river so high"),
        ("The Miller's Wheel", "The miller's wheel"),
        ("bridge", "bridge"),
        ("was gone by ten", "was gone by ten"),
        ("The miller slept. The wheel turned all night", "The miller\nslept. The wheel turned all night"),
        (TEXT, TEXT[:-1]),
        ("ller's wheel turned all ni", "ller's wheel turned all ni"),
    ],
)
def test_a_passage_is_found_where_it_stands(passage: str, stands: str) -> None:
    """Across lines and hyphens, beside a footnote's digit, at the very start or end, cut inside a word."""
    start, end = find_passages(TEXT, {"k": fingerprint(passage)})["k"]
    assert TEXT[start:end] == stands


def test_two_passages_of_one_length_are_told_apart() -> None:
    """Their length alone does not decide."""
    old, man = fingerprint("the old"), fingerprint("old man")
    assert old.length == man.length
    assert find_passages("the old man", {"a": man, "b": old, "c": fingerprint("the one")}) == {
        "a": (4, 11),
        "b": (0, 7),
    }


def test_what_is_not_there_is_not_found() -> None:
    """A text that differs by a letter, one that is longer than the whole, and an empty text."""
    wanted = {"a": fingerprint("Nobody had sees the river"), "b": fingerprint(TEXT + "s")}
    assert find_passages(TEXT, wanted) == {}
    assert find_passages("", wanted) == {}
    assert find_passages(TEXT, {}) == {}


def test_every_place_is_found() -> None:
    """A passage that stands twice is found twice, in the order of the text."""
    spans = find_everywhere(TEXT, {"k": fingerprint("wheel turned all night")})["k"]
    assert [TEXT[start:end] for start, end in spans] == ["wheel turned all night"] * 2
    assert spans == sorted(spans)


def test_two_keys_may_share_a_passage() -> None:
    """Both are found."""
    assert set(find_passages(TEXT, {"a": fingerprint("river"), "b": fingerprint("River")})) == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("밤에는 배가 다니지 않는다. 섬 사람들은 노를 젓는다.", "섬 사람들은 노를"),
        ("渡し船は六時に出る。島の人々は夜に漕ぐ。", "島の人々は夜"),
        ("القارب الأخير يغادر في السادسة.", "يغادر في السادسة"),
        ("Последний паром уходит в шесть.", "паром уходит"),
        ("Die Fähre fährt um ſechs; die ﬁnſtere Nacht", "finstere Nacht"),
    ],
)
def test_passages_in_any_script_are_found(text: str, passage: str) -> None:
    """Also where words are not parted by spaces, and where one sign folds to two letters."""
    start, end = find_passages(text, {"k": fingerprint(passage)})["k"]
    assert squash(text[start:end]) == squash(passage)


def test_a_passage_is_tidied_for_reading() -> None:
    """Line breaks become spaces, a broken word is joined, the full stop stays with its sentence."""
    span = find_passages(TEXT, {"k": fingerprint("nobody had seen the river so high the old")})["k"]
    assert passage_text(TEXT, span) == "Nobody had seen the river so high; the old"
    span = find_passages(TEXT, {"k": fingerprint("The miller slept")})["k"]
    assert passage_text(TEXT, span) == "The miller slept."


def test_a_broken_word_is_joined_as_the_text_spells_it_elsewhere() -> None:
    """A hyphen is kept if the text has the word with it, and dropped if not."""
    text = "A well-known man. He was well-\nknown and be-\nloved."
    span = find_everywhere(text, {"k": fingerprint("He was wellknown and beloved")})["k"][0]
    assert passage_text(text, span) == "He was well-known and beloved."


def test_quotes_and_brackets_round_a_passage_belong_to_it() -> None:
    """A comma after it does not."""
    text = "He said (“go home”), and left."
    span = find_passages(text, {"k": fingerprint("go home")})["k"]
    assert passage_text(text, span) == "(“go home”)"
