"""Is a question asked in another language than English, which the default model reads?"""

import re

from qa.english.tagging import CLOSED
from qa.english.vocabulary import word_set

# What asks and what joins words in German, French, Spanish, Portuguese, Italian and Dutch, as far as English has no such word.
_ASKING = word_set(
    "wer wen wem wessen wann wo wieso warum weshalb welche welcher welches welchen woher wohin wieviel wie"
    " qui quand où quel quelle quels quelles pourquoi combien quoi qu'est-ce"
    " quién quiénes cuándo dónde cuál cuáles cómo cuánto cuántos cuántas qué"
    " quando quem onde quais quantos quantas porquê chi dove quale quali perché quanto quanti quante wanneer waar waarom hoeveel welk"
)
_JOINING = word_set(
    "der das und ist hat von mit für auf dem den ein eine einen nicht über wurde haben hatte im zum zur"
    " le la les des est une du dans pour avec sur sont pas ont été aux"
    " el los las del una es por para con fue ha sobre han estaba"
    " os um uma não foi dos das em il gli della nel che sono è stato di het een van zijn werd heeft voor"
)
_WORD = re.compile(r"[\w'’-]+")


def is_not_english(question: str) -> bool:
    """Whether it asks by words of another language and by none of English, or is in another script.

    >>> is_not_english("Wer hat die Brücke eröffnet?"), is_not_english("Who wrote Der Spiegel's report?")
    (True, False)
    """
    if not any("a" <= letter <= "z" for letter in question.lower()):
        return any(letter.isalpha() for letter in question)
    words = {word.lower() for word in _WORD.findall(question)}
    if not words.isdisjoint(_ENGLISH):
        return False
    return not words.isdisjoint(_ASKING) and not words.isdisjoint(_JOINING)


_ENGLISH = (
    frozenset(CLOSED) - _ASKING - _JOINING - word_set("a die was an in on so to am me no per over come like has had")
)
