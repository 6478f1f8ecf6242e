"""The closed word classes of English that the rules stand on, and the verbs and adjectives that are common in questions."""

from collections.abc import Iterable

from qa.english.numerals import NUMERALS


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def any_of(words: Iterable[str]) -> str:
    """What stands between the brackets of a pattern for any of the words.

    >>> any_of({"said", "told"})
    'said|told'
    """
    return "|".join(sorted(words))


QUESTION_WORDS = word_set("who whom whose what which when where why how")
BE = word_set("is are was were am isn't aren't wasn't weren't 's 're")
DO = word_set("do does did don't doesn't didn't")
HAVE = word_set("has have had hasn't haven't hadn't")
MODALS = word_set("will would can could shall should may might must won't wouldn't can't couldn't shouldn't")
AUXILIARIES = BE | DO | HAVE | MODALS
OTHER_BE = word_set("be been being become became")

ARTICLES = word_set("the a an")
DEMONSTRATIVES = word_set("this that these those")
POSSESSIVES = word_set("my your his her its their our")
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES | word_set("some any each every no another both all either such")
PREPOSITIONS = word_set(
    "about above across after against along amid among around at before behind below beneath beside besides between"
    " beyond by despite down during except for from in inside into like near of off on onto out outside over per since"
    " through throughout till to toward towards under until unlike up upon versus via vs with within without"
)
CONJUNCTIONS = word_set("and or but nor so than as if because while although though whether plus")
HE = word_set("he him")
SHE = word_set("she hers")
IT = word_set("it")
THEY = word_set("they them theirs")
PRONOUNS = (
    HE
    | SHE
    | IT
    | THEY
    | word_set(
        "i me you we us one ones somebody someone something anything anyone there mine yours ours himself herself itself themselves"
    )
)
ADVERBS = word_set(
    "again ago almost already also always anyway away back better currently early earlier else enough ever exactly"
    " first finally here however instead just last late later least less many maybe more most much never next not now"
    " often once only perhaps quite rather really soon still then too today together tomorrow twice usually very well"
    " yesterday yet please"
)
MEASURES = word_set("big deep fast far few heavy high large long many much often old soon tall wide strong hot cold")
ADJECTIVES = word_set(
    "able alive available aware bad bigger common correct dead difficult different dangerous easy false famous good great"
    " happy hard healthy illegal important impossible large larger legal likely little lethal long longer main married"
    " modern near necessary new normal old older other poor popular possible ready real rich right safe same sick similar"
    " small smaller special strong successful sure true typical unique useful usual well whole wrong young younger"
)
COUNTING = word_set("first second third fourth fifth sixth seventh eighth ninth tenth")
ORDINALS = COUNTING | word_set(
    "last next previous latest final former latter"
    " original old older new newer other same whole entire main only losing winning opposing"
)
NUMBER_WORDS = {word: n for n, word in enumerate(NUMERALS[1:11], start=1)} | {"twenty": 20, "thirty": 30, "fifty": 50}

SAID = word_set("said says told wrote added")  # as a report writes of what somebody says; rooms add their own to these

VERBS = word_set(
    "accept achieve act add agree aim allow announce answer appear apply arrest arrive ask assume attack attempt attend"
    " avoid award base beat begin behave belong blame blossom border borrow break bring build burn buy call capture care carry"
    " catch cause celebrate change charge choose claim clean climb close collapse collect combine come compare compete"
    " complain complete connect consider consist contain continue contribute convince cook cost cover crash create cross"
    " cure cut damage deal decide declare decline decrease defeat defend demand deny depend describe deserve destroy"
    " develop die differ discover divide double draw drink drive drop earn eat elect emerge employ enable encourage end"
    " enjoy enter escape establish estimate evolve exist expand expect experience explain explode explore export fail"
    " fall feature feed feel fight fill find finish fit fly follow forbid force form found fund gain get give go govern"
    " grow handle hang happen harm hate hear help hide hit hold hope host hurt import improve include increase inherit"
    " inspire introduce invade invent invest invite involve join keep kill know lack land last launch lead leave let lie"
    " like link live look lose love maintain make manage mark marry mean measure meet mention mind miss move murder need"
    " negotiate notice obtain occur offer open operate oppose order originate owe own paint participate pass pay perform"
    " pick plan plant play possess praise predict prefer prepare present prevent produce promise propose protect prove"
    " publish punish push put quit raise reach react read recall receive recognise recognize record recover reduce"
    " refer referee refuse reject relate release remain remember remove repair repeat replace report represent require"
    " resign resist respond result retire return reveal revive ring rise rule run say score see seek seem sell send serve"
    " set settle share shoot show shut sign sing sink sit sleep solve speak spend split spread stand start stay steal"
    " stop strike study succeed suffer suggest summarise summarize supply support survive swim take talk teach tell test think threaten"
    " throw train transmit travel treat try turn understand unite use value vary visit vote wait wake walk want warn"
    " wear weigh win wish wonder work worry write"
)
IRREGULAR = word_set(
    "beaten began begun bitten blew blown born bought broke broken brought built burnt came caught chose chosen came dealt"
    " did done drank drawn drew driven drove drunk eaten fallen fed fell felt flew flown forbidden forgot forgotten"
    " fought found froze frozen gave given goes gone got gotten grew grown held heard hid hidden kept knew known laid"
    " lay led left lent lost made meant met paid ran rang risen rose rung said sang sank saw seen sent shot shown shut"
    " slept sold sought spent spoke spoken stole stolen stood stuck struck sung sunk swam sworn taken taught thought"
    " threw thrown told took understood went withdrew withdrawn woke woken won wore worn wrote written died hung struck"
)
NOT_PARTICIPLES = word_set("bed red seed speed need feed breed weed shed deed bleed greed hundred creed naked sacred")
