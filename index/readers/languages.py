"""What other languages call the months and the days of the week, and the few words that stand around a date in a byline."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# As they stand within a date, January first: Unicode CLDR 47 (cldr.unicode.org), the months of the Gregorian calendar,
# wide and abbreviated, in English, German (with Austria's Jänner), French, Spanish, Italian, Portuguese, Dutch, Polish,
# Swedish, Danish, Norwegian, Finnish and Russian; wide in Czech, Slovak, Croatian and Ukrainian. What means another month
# to their neighbours stands in `MONTHS_APART`. Of the others only jan, mar, may, mai, lut and out name another month in
# any language of CLDR: in Sotho, Teso, Basaa and Duala, Taroko, Luba and Morisyen.
_MONTHS = (
    "jan january januar jän jänner janv janvier ene enero gen gennaio janeiro januari sty stycznia tammikuuta янв января"
    " ledna januára siječnja січня",
    "feb february februar févr février febrero febbraio fev fevereiro februari lut lutego helmikuuta февр февраля"
    " února februára veljače лютого",
    "mar march mär märz mars marzo março mrt maart marca marts maaliskuuta мар марта března ožujka березня",
    "apr april avr avril abr abril aprile kwi kwietnia huhtikuuta апр апреля dubna apríla travnja квітня",
    "may mai mayo mag maggio maio mei maj maja toukokuuta мая května mája svibnja травня",
    "jun june juni juin junio giu giugno junho cze czerwca kesäkuuta июн июня června júna lipnja червня",
    "jul july juli juil juillet julio lug luglio julho lipca heinäkuuta июл июля července júla srpnja липня",
    "aug august août ago agosto augustus augusti sie sierpnia elokuuta авг августа srpna augusta kolovoza серпня",
    "sep sept september septembre septiembre set settembre setembro wrz września syyskuuta сент сентября"
    " září septembra rujna вересня",
    "oct october okt oktober octobre octubre ott ottobre out outubro paź października lokakuuta окт октября"
    " října októbra жовтня",
    "nov november novembre noviembre novembro marraskuuta нояб ноября listopadu novembra studenoga studenog листопада",
    "dec december dez dezember déc décembre dic diciembre dicembre dezembro gru grudnia des desember joulukuuta"
    " дек декабря"
    " prosince decembra prosinca грудня",
)
_WEEKDAYS = """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    poniedziałek wtorek środa czwartek piątek sobota niedziela
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
    maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina
    понедельник вторник среда четверг пятница суббота воскресенье
"""


def with_unaccented(names: Iterable[str]) -> Iterator[str]:
    """Each name, and it without its accents, as it is typed in capitals or on a foreign keyboard."""
    for name in names:
        yield name
        yield "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))


MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in with_unaccented(names.split())}
MONTHS_APART = {"pl": {"lip": 7, "lis": 11, "listopada": 11}, "hr": {"lip": 6, "srp": 7, "lis": 10, "listopada": 10}}
WEEKDAYS = frozenset(with_unaccented(_WEEKDAYS.split()))  # not of English, where a wrong one is seen

# Alternatives of patterns.
PUBLISHED = (
    "veröffentlicht|erschienen|publié|paru|mis en ligne|publicado|pubblicato|gepubliceerd|geplaatst|opublikowano|publikacja"
    "|publicerad|publicerat|publiceret|offentliggjort|publisert|julkaistu|опубликовано|datum|fecha|data(?: publikacji)?|dato|дата"
)
CHANGED = (
    "(?:zuletzt )?aktualisiert|mis à jour|modifié|actualizado|aggiornato|atualizado|bijgewerkt|aktualizacja|zaktualizowano"
    "|uppdaterad|uppdaterat|opdateret|oppdatert|päivitetty|обновлено"
)
ON = "am|den|le|el|il|em|op"
AT = r"um|à|às|a las|alle|om|kl\.?|klo|o|в"
BY = "von|par|por|door|av|af"
OF = "di"  # "by", too, and the beginning of many a surname
WRITTEN = (
    "text|texte|texto|testo|tekst|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|bericht|reportage|interview|entretien"
    "|propos recueillis|recueilli|entrevista|intervista|wywiad|intervju"
)
PICTURES = "fotos?|foton|foto['’]s|bilder|fotografie|zdjęcia|kuvat|фото"
RELEASE = (
    "pressemitteilung|medienmitteilung|communiqué(?: de presse)?|comunicado(?: de (?:prensa|imprensa))?|nota de prensa"
    "|comunicato(?: stampa)?|persbericht|informacja prasowa|pressmeddelande|pressemeddelelse|pressemelding|lehdistötiedote"
    "|пресс-релиз"
)
OF_BODY = "der|des|de la|du|de|del|della|van|von|av|af|fra|från"  # who sent out a press release
OF_DAY = "vom|du|del|van|från|av|af|den"
AND = "und|et|och|og"  # not "y", "e" and "i", which stand within surnames
INVITES = (
    "uhrzeit|beginn|einlass|wann|wo|ort|heure|quand|lieu|où|hora|cuándo|lugar|dónde|ora|orario|quando|luogo|dove|horário|onde"
    "|tijd|wanneer|plaats|waar|godzina|kiedy|miejsce|gdzie|tid|när|plats|var|tidspunkt|hvornår|når|sted|hvor|aika|paikka"
    "|время|начало|место|где"
)
RUNS_ON = re.compile(
    r"\b(?:ab|am|bis|das|dem|den|der|die|im|in|seit|und|vom|zum|au|de|depuis|du|dès|en|et|jusqu['’]au|la|le|al|del|desde|el|hasta"
    r"|y|dal|di|e|il|até|em|het|op|sinds|tot|van|dnia|do|od|från|och|sedan|till|fra|og|siden|til|в|до|и|на|от|с)$"
)
_POLISH = re.compile("[ąęłńśźż]", re.IGNORECASE)
_CROATIAN = re.compile("[čđšž]", re.IGNORECASE)
_WRITTEN_ABROAD = re.compile(r"\b\d\d?(?:\.|(?:er|[º°])? (?:de )?[^\W\d_A-Z])")


def is_abroad(text: str) -> bool:
    """Whether a text has a day as English does not write it: the number with a dot, or the month with a small letter.

    >>> is_abroad("5. April 2024"), is_abroad("05.04.2024"), is_abroad("5 avril 2024"), is_abroad("5 April 2024")
    (True, True, True, False)
    """
    return _WRITTEN_ABROAD.search(text) is not None


def tells_its_language(text: str) -> str | None:
    """ "pl" of a text with the letters of Polish that Croatian lacks; None of any other: a name or two are not enough."""
    polish, croatian = len(_POLISH.findall(text)), len(_CROATIAN.findall(text))
    return "pl" if polish * 100 > len(text) and polish > croatian else None


# German alone writes the names of its months large; where English writes them so too, a word before the day must tell.
_OF_GERMAN = "Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Mär|Okt|Dez"
_OF_ENGLISH_TOO = "April|August|September|November|Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Nov"
_BEFORE_DAY = "am|ab|bis|dem|den|der|des|oder|seit|und|vom|zum|(?:mon|diens|donners|frei|sams|sonn)tag,?|mittwoch,?"
_ORDINAL = r"(?:[12]\d|3[01]|0?[1-9])\."
_DAY_ENDS = re.compile(rf"(?:(?P<is_told>^|(?:^|\s)(?i:{_BEFORE_DAY})\s+)|\s){_ORDINAL}$")
_MONTH_FOLLOWS = re.compile(
    rf"(?:(?:und|bis|oder|[–-]|og|och|til|ja|a|i|do)\s+{_ORDINAL}\s+)?"
    rf"(?:{'|'.join(MONTHS)}|{_OF_GERMAN}|(?P<is_doubtful>{_OF_ENGLISH_TOO}))\b"
)


def is_within_day(before: str, after: str) -> bool:
    """Whether a text that was cut between two words was cut between the number and the month of a day.

    >>> is_within_day("Am 15.", "September begann"), is_within_day("in room 15.", "September began")
    (True, False)
    """
    number = _DAY_ENDS.search(before)
    if number is None or (month := _MONTH_FOLLOWS.match(after)) is None:
        return False
    return number["is_told"] is not None or month["is_doubtful"] is None
