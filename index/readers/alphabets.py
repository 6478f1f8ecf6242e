"""Texts in the encodings of Central Europe and Turkey, told from Western ones by the alphabets of their languages.

Statistics over the few letters of a short text err; that it has the letters of one alphabet, and of no Western one, does not.
"""

import re
from collections import Counter

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
    western = _Letters(probe.decode("cp1252", "replace"))
    if any(map(western.are_of, _WESTERN.values())):
        return None
    read = {encoding: _Letters(probe.decode(encoding, "replace")) for encoding, _ in _ENCODINGS}
    found = [
        encoding
        for encoding, languages in _ENCODINGS
        if any(read[encoding].are_of(alphabet, least) for alphabet, least in languages.values())
    ]
    best = max(found, key=lambda encoding: read[encoding].beyond.total(), default=None)  # the first of equals
    return data.decode(best, "replace") if best else None


class _Letters:
    """The letters of a text as one encoding has them."""

    def __init__(self, text: str) -> None:
        self.beyond = Counter(sign for sign in text if sign > "\x7f" and sign.isalpha() and sign not in "ªº")
        self._strange = len(_NO_LETTERS.findall(text))
        self._all = sum(map(str.isalpha, text))

    def are_of(self, alphabet: str, least: float = 0) -> bool:
        """Whether nearly all beyond ASCII are of one alphabet, and so many of all letters as `least` says."""
        beyond = self.beyond.total()
        known = sum(times for sign, times in self.beyond.items() if sign in alphabet or sign.lower() in alphabet)
        is_enough = not least or beyond >= max(_FEWEST, least * self._all)
        return is_enough and known >= _KNOWN_SHARE * (beyond + self._strange)
