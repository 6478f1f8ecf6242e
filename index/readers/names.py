"""Given names: what tells a person apart from a paper, a place or an event in a line like "Ada Lind, 12 March 2021".

Not among them are names that as often begin the name of a place or a thing (Victoria, Grace, Jordan, May).
"""

_GIVEN = """
    aaron ada adam adrian agnes ahmed aisha alan albert alex alexander alexandra ali alice alison allison amanda
    amir amy ana andrea andreas andrei andrew angela anil anita ann anna anne annie anthony anton antonio arjun
    arthur barbara beatrice ben benjamin bernard beth betty bo bob boris brian bruce camille carl carla carlos carol
    caroline catherine cecilia charles chiara chloe chris christina christine christoph christopher claire clara
    claude colin craig dan daniel daniela david deborah denis dennis derek diana diane dimitri dmitri dominic donald
    dorothy douglas edith edward eileen elaine eleanor elena elisabeth eliza elizabeth ella ellen emily emma eric
    erik erika ernest esther eugene eva evelyn fatima felix fiona francesca francesco frank fred frederick gabriel
    gabriela gareth gary geoffrey gerald gilbert giovanni giulia gloria gordon graham greg gregory hannah hans
    harold harriet harry hassan heather helen helena henri henry herbert hiroshi howard hugh ian ibrahim igor ingrid
    irene isaac isabel isabella ivan jacob jacqueline jake james jan jane janet jason javier jean jeffrey jennifer
    jenny jeremy jessica jill jim joan joanna joe johan johannes john jonas jonathan jorge josef joseph joshua juan
    judith julia julian julie karen karin karl kate katherine kathleen katie keith kelly ken kenneth kevin kim kofi
    kristin kwame lars laura lauren laurence leila lena leo leonard leslie liam linda lisa louis louise lucas lucia
    lucy ludwig luis luke marcel marco marcus margaret maria marianne marie mario marion marta martha martin mary
    mateo matthew matthias maurice max maya megan mei melissa michael michel michelle miguel mike miriam mohamed
    mohammed monica naomi natalie natasha neil nicholas nick nicola nicole nigel nikolai nina noah nora norman olga
    oliver olivia omar oscar otto pamela patricia patrick paul paula pavel pedro peter philip phoebe pierre priya
    rachel rajesh ralph raymond rebecca richard robert roberta robin roger roland ronald rosa rosie ruth sally sam
    samantha samuel sandra sanjay sara sarah scott sean sergei sharon sheila simon simone sofia sophia sophie stefan
    stella stephanie stephen steve steven stuart sunita susan susanne suzanne sven tamara tanya teresa theodore
    theresa thomas tim timothy tina toby tom tony ursula valerie vera victor vincent vladimir walter wei wendy
    wilhelm william xavier yasmin yolanda yuki yusuf yvonne zainab zoe
"""
# What stands last in the names of streets, houses, papers and days that are called after somebody.
_LAST = """
    airport arena avenue award awards base bay bridge castle cathedral center centre chronicle church city college
    concert court day falls festival field gardens gate gazette hall hospital hotel house island journal lake lane
    lecture library market memorial museum news park place post prize race road school service show springs square
    stadium station street theatre times tower university
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
NO_SURNAMES = frozenset(_LAST.split())

# What ends the name of a paper or an agency: "The Sporting Ledger"; the second ones only behind "The" or "Daily".
_PAPERS = """
    advertiser advocate afp argus bbc bulletin chronicle cnn courier dispatch dpa enquirer examiner gazette guardian herald
    inquirer intelligencer journal ledger magazine news newspaper npr observer post reuters sentinel telegraph times tribune
    weekly wire
"""
_PAPERS_BEHIND = (
    "daily echo express globe mail mercury mirror monitor press record register review standard star sun voice world"
)
PAPERS = frozenset(_PAPERS.split())
PAPERS_BEHIND = frozenset(_PAPERS_BEHIND.split())
BEFORE_PAPERS = frozenset(("the", "daily", "evening", "morning", "sunday", "weekly"))
_BY_THEMSELVES = "afp ansa ap bbc bloomberg cnn dpa efe interfax itv kyodo npr pti reuters tass upi xinhua yonhap"
_THEMES = "business economic evening financial investor's morning people's sports sunday trade"
# What stands last in a line below a byline that names a place or the kind of article, and no paper: "The Interview".
_NO_PAPERS = """
    analysis author background bahamas bronx congo details essay facts gambia hague hebrides highlands interview latest lebanon
    lowdown maldives match netherlands philippines profile read result results story sudan vatican verdict wirral
"""
# What ends the name of a body that sends out news, or stands before its "of".
_BODIES = """
    agency association authority board bank centre center college commission committee company corporation council department
    federation foundation group hospital inc institute laboratory limited ltd ministry museum office plc police school society
    trust union universität université university
"""
PAPERS_BY_THEMSELVES = frozenset(_BY_THEMSELVES.split())
PAPER_THEMES = frozenset(_THEMES.split())  # right before the second ones: "Business Daily"
NO_PAPERS = frozenset(_NO_PAPERS.split())
BODIES = frozenset(_BODIES.split())
