"""Bytes to text, text to its one form, and the short strings that stand beside a text: titles and dates."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from index.days import WEEKDAYS as ENGLISH_WEEKDAYS
from index.errors import ReaderError
from index.readers.alphabets import central_european
from index.readers.languages import AT, MONTHS, MONTHS_APART, WEEKDAYS

# ---------------------------------------------------------------------------------------------------------------- text

_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\u2028", "\u2029")
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
# Control characters that are letters and quotes of Windows-1252, read as Latin-1: every browser mends them so.
_MISREAD = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
# Beside what no text may hold: the soft hyphen, which splits words for a search, and the mark of an embedded object.
_DROPPED = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\ufeff\ufffc\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    r"""The one form of a text: NFC, lines end in "\n", at most one blank line, nothing that cannot be seen or printed.

    >>> clean("\ufeffCafe\u0301  \r\n\r\n\r\n\r\nopen\x00ed")
    'Café\n\nopened'
    """
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    text = text.replace("\t", " ")
    if not text.replace("\n", "").isprintable():  # one quick look; the pattern is slow
        text = _DROPPED.sub("", text.translate(_MISREAD))
    text = unicodedata.normalize("NFC", text)  # after the dropping, which may bring a letter and its accent together
    text = "\n".join([line.rstrip() for line in text.split("\n")])
    return (_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space as one space."""
    return " ".join(clean(text).split())


# --------------------------------------------------------------------------------------------------------------- bytes

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before utf-16-le, whose mark begins alike
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # the escape character is left to old news wires
_PROBE_BYTES = 65_536
UNREADABLE = "\ufffd"  # stands for bytes that are no character


def decode(data: bytes) -> str:
    """The text in `data`: by its byte order mark, as UTF-8, or by what its bytes look like. Raises ReaderError.

    A few bytes that are not UTF-8, in a text that is, become UNREADABLE.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if b"\0" in data[:_PROBE_BYTES]:
        return _decoded(data, _unmarked_utf16(data[:_PROBE_BYTES]))
    text = data.decode("utf-8", "replace")
    if not _is_mostly_utf8(text):
        text = _guessed(data)
    if len(_CONTROLS.findall(text[:_PROBE_BYTES])) * 50 > min(len(text), _PROBE_BYTES):
        raise ReaderError("the content is binary, not text")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReaderError(f"the text is not valid {encoding}: {error.reason} at byte {error.start:,}") from error


def _unmarked_utf16(probe: bytes) -> str:
    """UTF-16 without its mark has a zero in every second byte wherever the text is Latin; nothing else has."""
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if max(even, odd) * 4 > len(probe) // 2 and min(even, odd) * 50 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise ReaderError("the content is binary, not text")


def _is_mostly_utf8(text: str) -> bool:
    """Whether few bytes could not be read as UTF-8: a slip, as where a text was cut off or one line of many came from elsewhere.

    Of a text in another encoding next to nothing is UTF-8 by chance. Where more than one character in twenty is spoilt,
    as in a text of two encodings, so little could be trusted of the rest that the file is better refused.
    """
    spoilt = text.count(UNREADABLE)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return spoilt * 20 <= len(text) and (not spoilt or beyond_ascii > 2 * spoilt)


def _guessed(data: bytes) -> str:
    """The text in an 8-bit or East Asian encoding, judged by its letters."""
    from charset_normalizer import from_bytes  # only for the few files that are not UTF-8

    if (text := central_european(data, _PROBE_BYTES)) is not None:
        return text
    if _looks_western(data):
        return data.decode("cp1252")
    best = from_bytes(data).best()
    if best is None:
        raise ReaderError("the text's encoding is not recognised; save the file as UTF-8")
    return str(best)


# Where other encodings have a letter of their own in such a byte, it is Western only where that letter would not stand:
# œ before u or i (a Polish ś), ¡ before a capital, ® behind a word, ½ behind a number or alone.
_WESTERN_HIGH = re.compile(
    rb"[\x80\x82-\x87\x89\x8b\x91-\x97\x99\x9b\xa0\xa3\xa7-\xab\xb0-\xbb\xbf-\xff]"
    rb"|[\x8c\x9c](?=[UIui])"
    rb"|(?<![A-Za-z\xc0-\xff])\xa1(?=[A-Z\xc0-\xde])"
    rb"|(?<=[A-Za-z])\xae(?![A-Za-z\xc0-\xff])"
    rb"|(?<=[\d\s])[\xbc-\xbe](?![A-Za-z\xc0-\xff])"
)


def _looks_western(data: bytes) -> bool:
    """Whether the bytes above ASCII are few and are what Windows-1252 uses for accents, quotes and dashes.

    Statistics over so few letters err, so the commonest encoding of such texts is taken.
    """
    high = sum(byte > 127 for byte in data[:_PROBE_BYTES])
    allowed = len(_WESTERN_HIGH.findall(data[:_PROBE_BYTES]))
    return high == allowed and high * 8 < len(data[:_PROBE_BYTES])


# -------------------------------------------------------------------------------------------------------------- titles

TITLE_CHARS = 80


def title_of(text: str) -> str:
    """A title for a text that has none: a short first paragraph whole, else the first words and "…".

    >>> title_of("Luna-25 has crashed\\n\\nThe lander was lost on Saturday.")
    'Luna-25 has crashed'
    """
    first = one_line(text.strip().partition("\n\n")[0])
    return shortened(first, TITLE_CHARS)


def shortened(line: str, chars: int) -> str:
    """`line`, or as many of its first words as fit into `chars` with a closing "…"."""
    if len(line) <= chars:
        return line
    head = line[: chars - 1]
    words = head if line[chars - 1].isspace() else head.rpartition(" ")[0]
    if len(words) < chars // 2:  # a script without spaces, or one endless word
        words = head
    return words.rstrip(" ,;:–—-") + "…"


# --------------------------------------------------------------------------------------------------------------- dates

_WEEKDAYS = tuple(weekday[:3].lower() for weekday in ENGLISH_WEEKDAYS)

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)(?:[:.]?(?:[0-5]\d|60)(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
_ZONE = r"\s?(?:Z|h|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?)(?:\s?\([^()]*\))?(?:\[[\w/+-]*\])?"
_TIME = rf"{_CLOCK}(?:{_ZONE})?"
_AFTER = rf"(?:,?\s+(?:(?:at|{AT})\s+)?{_TIME})?"
_DAY_NAME = r"(?:(?P<weekday>[^\s\d.,]{3,14})\.?,?\s+)?(?:(?:den|le)\s+)?"
_NAME = r"(?P<name>[^\s\d.,-]{3,14})"
_SHAPES = tuple(
    re.compile(shape, re.ASCII | re.IGNORECASE)
    for shape in (
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:(?:T|\s+){_TIME}|{_ZONE})?",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?:T{_TIME}|Z)?",
        rf"(?P<year>\d{{4}})/(?P<month>\d\d?)/(?P<day>\d\d?)(?:\s+{_TIME})?",
        rf"{_DAY_NAME}(?P<day>\d\d?)(?:(?:st|nd|rd|th|er|[º°])?(?:\s+|-)|\.\s*)(?:de\s+)?"
        rf"{_NAME}\.?,?(?:\s+|-)(?:del?\s+)?(?P<year>\d{{4}})(?:\s?(?:г\.|года|r\.|roku|року))?{_AFTER}",
        rf"{_DAY_NAME}{_NAME}\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}",
        rf"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{{4}}){_AFTER}",
        rf"(?P<first>\d\d?)(?P<sign>[/-])(?P<second>\d\d?)(?P=sign)(?P<year>\d{{4}}){_AFTER}",
    )
)
# A day as it is looked for within a line or a text: what parse_date judges.
WRITTEN_DAY = (
    r"\d{4}-\d\d-\d\d|\d{4}/\d\d?/\d\d?|\d\d?[/-]\d\d?[/-]\d{4}|\d\d?\. ?\d\d?\. ?\d{4}"
    r"|\d\d?(?:st|nd|rd|th|er|[.º°])? (?:de )?[^\W\d_]{3,12}\.?,? (?:del? )?\d{4}(?: (?:г\.|года|r\.|roku|року))?"
    r"|[A-Za-z]{3,9}\.? \d\d?(?:st|nd|rd|th)?,? \d{4}"
)


def parse_date(text: str | None, lang: str | None = None) -> date | None:
    """The calendar day written in `text`, or None when that is in any doubt. A time or zone beside it moves nothing.

    `lang` tells what a month is that means another one elsewhere: Polish "listopada" is October in Croatian.

    >>> parse_date("2023-08-21T23:30:00-05:00"), parse_date("Mon, 21 Aug 2023 10:00:00 GMT"), parse_date("08/09/2023")
    (datetime.date(2023, 8, 21), datetime.date(2023, 8, 21), None)
    >>> parse_date("5 de marzo de 2024"), parse_date("05.03.2024"), parse_date("25/03/2024")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), datetime.date(2024, 3, 25))
    """
    if text is None or len(text) > 100:
        return None
    text = text.strip() if text.isascii() else unicodedata.normalize("NFC", " ".join(text.split()))
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _day(found.groupdict(), MONTHS_APART.get(lang or "", {}))
    return None


def some_day(text: str | None) -> date | None:
    """The day of `text` in whatever language it is one. It tells two days apart; which day it is, `parse_date` says."""
    return parse_date(text) or next((day for lang in MONTHS_APART if (day := parse_date(text, lang))), None)


def first_day(given: Iterable[str | None]) -> str | None:
    """The first date that can be understood, else the first that is given, to be reported."""
    filled = [text for text in given if text]
    return next((text for text in filled if parse_date(text)), filled[0] if filled else None)


def _day(parts: dict[str, str | None], apart: Mapping[str, int]) -> date | None:
    name, weekday, year = parts.get("name"), (parts.get("weekday") or "").lower(), int(parts["year"] or 0)
    if first := parts.get("first"):
        return _only_reading(year, int(first), int(parts["second"] or 0))
    month = (MONTHS.get(name.lower()) or apart.get(name.lower(), 0)) if name else int(parts["month"] or 0)
    day = _calendar_day(year, month, int(parts["day"] or 0))
    is_sound = not weekday or weekday in WEEKDAYS or (day and weekday[:3] == _WEEKDAYS[day.weekday()])
    return day if is_sound else None


def _only_reading(year: int, first: int, second: int) -> date | None:
    """The day of "25/03/2024", "03/25/2024" or "05/05/2024"; None of "08/09/2023", which half the world reads otherwise."""
    readings = {_calendar_day(year, first, second), _calendar_day(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if year < 1000:  # 0001-01-01 is how some programs write "no date"
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WRITTEN_DAY = re.compile(rf"\b(?:{WRITTEN_DAY})\b")
_HEAD_CHARS = 2_000


def shown_day(created: str | None, text: str) -> str | None:
    """The day on which a file was made, if the head of its text shows the same day as a date; else None.

    By itself that day says nothing of the article: a file may be made long after, by whoever printed or scanned it.
    """
    day = parse_date(created)
    head = " ".join(text[:_HEAD_CHARS].split())
    return created if day and any(parse_date(written) == day for written in _WRITTEN_DAY.findall(head)) else None
