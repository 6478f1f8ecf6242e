"""Text as all readers leave it, the encodings that it may come in, and the title of a text that has none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReaderError
from index.readers import clean
from index.readers.text import decode, title_of

CODES = st.text(st.characters(exclude_categories=()))
SIGNS = st.text(
    st.sampled_from("ab e\u0301\u00a0\t \r\n\v\f\x00\x85\x93\ufeff\ufffe\ud800\u2028\u200d😀\U0001ffff\u0327")
)


@given(CODES | SIGNS)
def test_clean_text_is_clean_by_definition(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert all(line == line.rstrip() for line in cleaned.split("\n"))
    categories = {unicodedata.category(sign) for sign in cleaned if sign != "\n"}
    assert categories.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not any(ord(sign) & 0xFFFE == 0xFFFE for sign in cleaned)
    cleaned.encode()


@given(CODES | SIGNS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_words_spaces_within_lines_and_joined_emoji_are_kept() -> None:
    text = "Two  spaces,\u00a0a family 👩\u200d👧 and\nanother line"
    assert clean(text) == text


def test_control_characters_of_misread_windows_text_become_what_was_meant() -> None:
    assert clean("\x93Never\x94 \x96 he said") == "“Never” – he said"


def test_soft_hyphens_are_dropped() -> None:
    assert clean("Donau\u00addampf\u00adschiff") == "Donaudampfschiff"


SAMPLES = [
    ("utf-8", "Żółw, naïve and 新聞"),
    ("utf-8-sig", "Żółw, naïve and 新聞"),
    ("utf-16", "The council voted. Żółw."),
    ("utf-16-le", "A plain English sentence without a mark of byte order in front of it."),
    ("utf-16-be", "A plain English sentence without a mark of byte order in front of it."),
    ("utf-32", "The council voted."),
    ("latin-1", "Le café de la gare a été fermé à cause des travaux."),
    ("cp1252", "“It’s over” – the minister’s words on the café."),
    (
        "cp1252",
        "Le maire Gérard Noël a inauguré jeudi la bibliothèque « Œuvre et cœur », qui a coûté 3 millions d’euros.",
    ),
    (
        "cp1252",
        "¡Viva el mercado! El señor Núñez compró 2½ kilos de la marca Ebano® y ¼ de queso para la cena de los domingos.",
    ),
    ("cp1252", "It cost £5, then £6 and £7, at 3 m² a time."),
    (
        "cp1252",
        "Søren and José, of Bogotá, paid for the façade; the rest of the town, as the council knows, paid nothing.",
    ),
    ("cp1250", "Pożar w Łodzi. Strażacy gasili go całą noc, nikt nie ucierpiał."),
    ("iso8859_2", "Pożar w Łodzi. Strażacy gasili go całą noc, nikt nie ucierpiał."),
    ("cp1250", "Mesto otvorí nový bazén. Práce sa začnú na jar, povedal primátor."),
    ("iso8859_2", "Starosta řekl, že Žižkov je největší a že šestý most bude příští rok."),
    ("cp1250", "Tűz volt Győrben, senki nem sérült meg."),
    ("cp1250", "Primăria va redeschide baia veche. Lucrările încep în primăvară."),
    ("cp1254", "Belediye eski hamamı yeniden açacak. İşçiler şubatta başlayacak."),
    ("cp1250", "Starosta řekl, že Žižkov je největší a že šestý most bude příští rok."),
    (
        "cp1251",
        "В понедельник городской совет проголосовал за то, чтобы снова открыть старый бассейн, закрытый с 2019 года. "
        "Деньги на ремонт возьмут из резервного фонда, а работы начнутся весной.",
    ),
    (
        "cp932",
        "市議会は火曜日、2019年から閉鎖されている古いプールを再開することを決めた。"
        "改修費は予備費から支出され、工事は来年の春に始まる予定である。",
    ),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_text_is_read_in_the_encoding_it_was_written_in(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["It’s the café’s day. “Never,” he said. " * 9, "市議会は火曜日、古いプールを再開することを決めた。"]
)
@pytest.mark.parametrize("slip", [b"\xe2\x80", b"caf\xe9 "])
def test_a_slip_in_a_text_in_utf_8_leaves_the_rest_of_it_readable(text: str, slip: bytes) -> None:
    assert decode(text.encode() + slip) == text + slip.decode("utf-8", "replace")
    assert decode(slip + text.encode()) == slip.decode("utf-8", "replace") + text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06" + bytes(range(256)) * 8,
        bytes(range(256)) * 40,
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 100,
        b"\xff\xfeA",
    ],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        decode(data)


# --------------------------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Baths to reopen\n\nThe council voted on Tuesday.", "Baths to reopen"),
        ("The shop has closed.", "The shop has closed."),
        (
            "Russia's first attempt to return to the Moon in almost half a century has ended in a crash. It said",
            "Russia's first attempt to return to the Moon in almost half a century has ended…",
        ),
        (
            "A line that was wrapped by its\nwriter goes on in the next, and so must the title that is\nmade of it.",
            "A line that was wrapped by its writer goes on in the next, and so must the…",
        ),
        ("新" * 200, "新" * 79 + "…"),
    ],
)
def test_a_text_without_a_title_is_titled_by_its_first_words(text: str, title: str) -> None:
    assert title_of(text) == title


@given(CODES)
def test_any_text_gets_a_title_of_bounded_length(text: str) -> None:
    if cleaned := clean(text):
        assert 0 < len(title_of(cleaned)) <= 80
