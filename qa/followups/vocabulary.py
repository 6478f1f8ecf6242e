"""The closed word classes of English that the rules stand on, and short lists of what is common in questions."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


QUESTION_WORDS = _set("who whom whose what which when where why how")
BE = _set("is are was were am isn't aren't wasn't weren't")
DO = _set("do does did don't doesn't didn't")
HAVE = _set("has have had hasn't haven't hadn't")
MODALS = _set("will would can could shall should may might must won't wouldn't can't couldn't shouldn't")
AUXILIARIES = BE | DO | HAVE | MODALS
OTHER_BE = _set("be been being become became")

ARTICLES = _set("the a an")
DEMONSTRATIVES = _set("this that these those")
POSSESSIVES = _set("my your his her its their our")
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES | _set("some any each every no another both all either such")
PREPOSITIONS = _set(
    "about above across after against along amid among around at before behind below beneath beside besides between"
    " beyond by despite down during except for from in inside into like near of off on onto out outside over per since"
    " through throughout till to toward towards under until unlike up upon versus via vs with within without"
)
CONJUNCTIONS = _set("and or but nor so than as if because while although though whether plus")
HE = _set("he him himself")
SHE = _set("she hers herself")
IT = _set("it itself")
THEY = _set("they them themselves theirs")
PRONOUNS = HE | SHE | IT | THEY | _set("i me you we us one ones somebody someone something anything anyone there")
ADVERBS = _set(
    "again ago almost already also always anyway away back better currently early earlier else enough ever exactly"
    " first finally here however instead just last late later least less many maybe more most much never next not now"
    " often once only perhaps quite rather really soon still then too today together tomorrow twice usually very well"
    " yesterday yet please"
)
MEASURES = _set("big deep fast far few heavy high large long many much often old soon tall wide strong hot cold")
ADJECTIVES = _set(
    "able alive available aware bad bigger common correct dead difficult different dangerous easy false famous good great"
    " happy hard healthy illegal important impossible large larger legal likely little lethal long longer main married"
    " modern near necessary new normal old older other poor popular possible ready real rich right safe same sick similar"
    " small smaller special strong successful sure true typical unique useful usual well whole wrong young younger"
)
PLURALS = _set("people men women children police mice cattle")
TIME_NOUNS = _set("year month week day hour minute century decade morning evening night weekend moment time period era")
MONTHS = _set(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday"
)
ORDINALS = _set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next previous latest final former latter"
    " original old older new newer other same whole entire main only losing winning opposing"
)
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "fifty": 50,
}  # fmt: skip

VERBS = _set(
    "accept achieve act add agree aim allow announce answer appear apply arrest arrive ask assume attack attempt attend"
    " avoid award base beat begin behave belong blame blossom borrow break bring build burn buy call capture care carry"
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
    " stop strike study succeed suffer suggest supply support survive swim take talk teach tell test think threaten"
    " throw train transmit travel treat try turn understand unite use value vary visit vote wait wake walk want warn"
    " wear weigh win wish wonder work worry write"
)
IRREGULAR = _set(
    "beaten began begun bitten blew blown born bought broke broken brought built burnt came caught chose chosen came dealt"
    " did done drank drawn drew driven drove drunk eaten fallen fed fell felt flew flown forbidden forgot forgotten"
    " fought found froze frozen gave given goes gone got gotten grew grown held heard hid hidden kept knew known laid"
    " lay led left lent lost made meant met paid ran rang risen rose rung said sang sank saw seen sent shot shown shut"
    " slept sold sought spent spoke spoken stole stolen stood stuck struck sung sunk swam sworn taken taught thought"
    " threw thrown told took understood went withdrew withdrawn woke woken won wore worn wrote written died hung struck"
)
NOT_PARTICIPLES = _set("bed red seed speed need feed breed weed shed deed bleed greed hundred creed naked sacred")

GENERIC_NOUNS = _set(
    "people person man woman men women thing things time times year years day days way ways kind kinds type types sort"
    " number amount part parts place reason reasons cause example examples fact facts lot lots result results effect"
    " effects name names month months week weeks hour hours minute minutes century percent cent money information"
    " details difference problem problems question answer point end beginning start date job jobs side member members"
    " country countries city cities company companies team teams percentage share total damage cost price size age"
    " height length weight colour color idea true false correct right wrong possible important popular famous good bad"
    " big small long old new high low early late many best worst largest biggest smallest oldest highest longest happy board able little subject topic aspects level use"
)
# "the N" with one of these points to nothing said before: there is one of each, or the phrase is an idiom.
UNIQUE_NOUNS = _set(
    "world earth sun moon sky sea ocean universe internet web weather past future present wild environment news bible"
    " economy climate most least best same north south east west"
)
# "the meaning of X", "the height of X": what the next question asks about is X.
ATTRIBUTES = _set(
    "meaning name names purpose origin origins cause causes price cost size height length weight age number amount date"
    " population capital history role reason reasons result results effect effects importance significance time average"
    " value list types type kinds kind categories category writer author director leader head year day colour color"
)
ROLES = _set(
    "actor actress admiral ambassador architect archbishop artist astronaut athlete author baby bishop boss boy brother"
    " captain chairman chairwoman champion chancellor chef chief child coach commander composer cook daughter dictator"
    " director doctor driver economist editor emperor empress engineer explorer father founder girl goalkeeper governor"
    " guy head husband inventor journalist judge keeper killer king lady lawyer leader man manager mayor minister monk"
    " mother murderer musician nurse officer owner painter patient physicist pilot player poet pope premier president"
    " priest prince princess professor prophet queen referee reporter scientist scorer secretary senator singer sister"
    " soldier son spokesman spokeswoman striker surgeon teacher viceroy victim wife winner woman writer"
)
PLACES = _set(
    "airport area bay beach border building camp canal capital castle cathedral church city coast continent country desert"
    " district factory farm field forest gallery garden harbour harbor hospital hotel house island islands kingdom lake"
    " laboratory mine mosque mountain museum ocean palace park peninsula plant port prison province region republic"
    " reservoir river school sea square stadium state station street temple theatre theater town university valley village"
    " volcano zone ground site headquarters"
)
GROUPS = _set(
    "agency airline army band bank board bureau cabinet club college commission committee company congress corporation"
    " council court department family firm government group house league ministry nation organisation organization"
    " parliament party police senate society staff team union university"
)
# Last or first words of names that are no person's name.
NOT_OF_PERSONS = GROUPS | _set(
    "act agreement award awards battle bridge championship conference crisis cup deal disease earthquake festival final"
    " games game hurricane law line lander movement oscar oscars pandemic prize project protocol rover ship study"
    " summit system telescope tower treaty trophy tv volcano vaccine virus wall war wars world"
)
TITLES = _set(
    "mr mrs ms miss dr prof professor president king queen prince princess general sir lord lady dame pope captain"
    " senator governor minister chancellor emperor saint colonel admiral"
)
FEMALE_NAMES = _set(
    "aisha alice amy ana angela anna anne barbara carol caroline catherine charlotte christina christine claire clara"
    " diana elena elisabeth elizabeth emily emma eva fatima florence frances giulia grace hannah helen helena ingrid"
    " irene isabel jane janet jennifer jessica joan julia karen kate katalin katherine laura linda lisa louise lucy"
    " madonna margaret maria marie marta martha mary mei michelle monica nancy natalia nina olga olivia patricia rachel"
    " rosa rose ruth sandra sara sarah serena sofia sophie susan teresa theresa ursula valentina victoria virginia"
)
MALE_NAMES = _set(
    "abdul adam ahmed alan albert alexander ali andrew anthony antonio arthur benjamin bernard bill bob boris brian"
    " carlos charles chris christopher daniel david donald edward elon emmanuel eric ernest francis frank frederick"
    " george giovanni hans harry henry hugo ibrahim isaac ivan jack jacob james jean jim joe john jonathan jorge jose"
    " joseph juan karl kevin klaus lars leo leonardo lionel louis luis mahatma marco mark martin matthew max michael"
    " mohammed muhammad neil nelson nicolas oliver oscar pablo patrick paul pedro peter philip pierre raj richard robert"
    " roger ronald sam samuel simon stephen steve steven thomas tim tom vladimir volodymyr walter wang william willy"
)
COUNTRIES = (
    "afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|belarus"
    "|belgium|bolivia|bosnia|botswana|brazil|britain|bulgaria|cambodia|cameroon|canada|chad|chile|china|colombia|congo"
    "|costa rica|croatia|cuba|cyprus|czechia|denmark|ecuador|egypt|el salvador|england|eritrea|estonia|ethiopia|fiji"
    "|finland|france|gabon|gambia|georgia|germany|ghana|greece|greenland|guatemala|guinea|haiti|honduras|hungary"
    "|iceland|india|indonesia|iran|iraq|ireland|northern ireland|israel|italy|ivory coast|jamaica|japan|jordan"
    "|kazakhstan|kenya|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|liberia|libya|lithuania|luxembourg|madagascar"
    "|malawi|malaysia|mali|malta|mexico|moldova|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal"
    "|netherlands|new zealand|nicaragua|niger|nigeria|north korea|north macedonia|norway|oman|pakistan|palestine|panama"
    "|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|scotland|senegal|serbia"
    "|sierra leone|singapore|slovakia|slovenia|somalia|south africa|south korea|south sudan|spain|sri lanka|sudan"
    "|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|tunisia|turkey|turkmenistan|uganda|ukraine"
    "|united arab emirates|united kingdom|united states|uk|usa|uruguay|uzbekistan|venezuela|vietnam|wales"
    "|yemen|zambia|zimbabwe|africa|asia|europe|north america|south america|antarctica"
)
NATIONALITIES = _set(
    "african albanian algerian american argentine asian australian austrian belgian brazilian british bulgarian canadian"
    " chilean chinese colombian croatian cuban czech danish dutch egyptian english estonian european finnish french"
    " georgian german greek hungarian icelandic indian indonesian iranian iraqi irish israeli italian japanese kenyan"
    " korean latvian lebanese libyan lithuanian malaysian mexican moroccan nigerian norwegian pakistani palestinian"
    " peruvian polish portuguese romanian russian saudi scottish serbian slovak slovenian spanish swedish swiss syrian"
    " thai tunisian turkish ukrainian vietnamese welsh"
)
