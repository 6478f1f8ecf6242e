"""Texts in the encodings of Central Europe and Turkey, told from Western ones by the alphabets of their languages.

Statistics over the few letters of a short text err; that it has the letters of one alphabet, and of no Western one, does not.
"""

import re

# The letters beyond ASCII.
_WESTERN = {
    "German": "äöüßé",
    "French": "àâæçéèêëîïôœùûüÿ",
    "Spanish": "áéíñóúü",
    "Portuguese": "áàâãçéêíóôõú",
    "Italian": "àèéìíîòóùú",
    "Catalan": "àçèéíïòóúü",
    "Dutch": "áéèëêïíóöüú",
    "Swedish": "åäöéàü",
    "Danish and Norwegian": "åæøéèêóòôöäü",
    "Finnish": "äöåšžé",
    "Estonian": "äõöüšž",
    "Icelandic": "áéíðóúýþæö",
    "Faroese": "áðíóúýæø",
    "Irish and Gaelic": "áéíóúàèìòù",
    "Welsh": "âêîôûïöäëéáàèìòù",
    "Albanian": "çë",
}
# With the least share that such letters have among all: half of what is usual in the language, and more than in a
# Western one where the two share most letters.
_CENTRAL = {
    "Polish": ("ąćęłńóśźż", 0.035),
    "Czech": ("áčďéěíňóřšťúůýž", 0.07),
    "Slovak": ("áäčďéíĺľňóôŕšťúýž", 0.06),
    "Hungarian": ("áéíóöőúüű", 0.06),
    "Romanian": ("ăâîşţ", 0.03),  # as it was written when there was no comma to set below
    "Croatian and Slovene": ("čćđšž", 0.025),
}
_TURKISH = {"Turkish": ("çğıİöşüâîû", 0.06)}
_ENCODINGS = (("cp1250", _CENTRAL), ("iso8859_2", _CENTRAL), ("cp1254", _TURKISH))
_KNOWN_SHARE = 0.97  # of the letters beyond ASCII: the rest may be those of foreign names
_FEWEST = 3
# What no language has within a word, so that it stands for a letter of another encoding: "Stra¿acy", "£odzi", "ca³y".
_NO_LETTERS = re.compile(r"[\x80-\x9f]|[²³¹±¶¼½¾£¥¦¬¯´¸¨ªº](?=[^\W\d_])|(?<=[^\W\d_])[¿¡±¶¼¾]|\ufffd")


def central_european(data: bytes, probe_bytes: int) -> str | None:
    """The text in an encoding of Central Europe or Turkey, by the letters of its head; None where it may be another.

    >>> central_european("Pożar w Łodzi, strażacy gasili go całą noc".encode("iso8859_2"), 1_000)
    'Pożar w Łodzi, strażacy gasili go całą noc'
    """
    probe = data[:probe_bytes]
    western = probe.decode("cp1252", "replace")
    if any(_has_letters_of(western, alphabet) for alphabet in _WESTERN.values()):
        return None
    found = {
        encoding: _letters_beyond_ascii(text)
        for encoding, languages in _ENCODINGS
        if any(_has_letters_of(text := probe.decode(encoding, "replace"), *language) for language in languages.values())
    }
    return data.decode(max(found, key=lambda encoding: len(found[encoding])), "replace") if found else None


def _has_letters_of(text: str, alphabet: str, least: float = 0) -> bool:
    """Whether nearly all letters beyond ASCII are of one alphabet, and so many of all letters as `least` says."""
    beyond = _letters_beyond_ascii(text)
    known = sum(sign in alphabet or sign.lower() in alphabet for sign in beyond)
    is_said = not least or len(beyond) >= max(_FEWEST, least * sum(map(str.isalpha, text)))
    return is_said and known >= _KNOWN_SHARE * (len(beyond) + len(_NO_LETTERS.findall(text)))


def _letters_beyond_ascii(text: str) -> list[str]:
    return [sign for sign in text if sign > "\x7f" and sign.isalpha() and sign not in "ªº"]
