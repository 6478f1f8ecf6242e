"""Nouns and names by what they can stand for. In a question typed all in small letters, a word that is in none of these
lists, no verb and not built like a common noun is taken for a name."""

from qa.english.vocabulary import ADJECTIVES, MEASURES, ORDINALS, word_set

PLURALS = word_set("people men women children police mice cattle")
TIME_NOUNS = word_set(
    "year month week day hour minute century decade morning evening night weekend moment time period era season summer"
    " winter spring autumn"
)
GENERIC_NOUNS = ORDINALS | word_set(
    "people person man woman men women thing things time times year years day days way ways kind kinds type types sort"
    " number amount part parts place reason reasons cause causes example examples fact facts lot lots result results"
    " effect effects name names month months week weeks hour hours minute minutes century percent cent money information"
    " details difference problem problems question answer point end beginning start date job jobs side member members"
    " country countries city cities company companies team teams percentage share total damage cost price size age"
    " height length weight colour color idea true false correct right wrong possible important popular famous good bad"
    " big small long old new high low early late many best worst largest biggest smallest oldest highest longest happy"
    " board able little subject topic aspects level use article articles story stories"
)
# "the N" with one of these points to nothing said before: there is one of each, or the phrase is an idiom.
UNIQUE_NOUNS = word_set(
    "world earth sun moon sky sea ocean universe internet web weather past future present wild environment news bible"
    " economy climate most least best same north south east west planet body brain heart blood human street road home"
)
# "the meaning of X", "the height of X": what the next question asks about is X.
ATTRIBUTES = word_set(
    "meaning name names purpose origin origins cause causes price cost size height length weight age number amount date"
    " population capital history role reason reasons result results effect effects importance significance time"
    " value list types type kinds kind categories category writer author director leader head year day colour color"
)
ROLES = word_set(
    "actor actress admiral ambassador architect archbishop artist astronaut athlete author baby bishop boss boy brother"
    " captain chairman chairwoman champion chancellor chef chief child coach commander composer cook daughter designer donor"
    " dictator director doctor driver economist editor emperor empress engineer explorer father founder girl goalkeeper"
    " governor guy head husband inventor journalist judge keeper killer king lady lawyer leader man manager mayor minister"
    " monk mother murderer musician nurse officer owner painter patient physicist pilot player poet pope premier president"
    " priest prince princess producer professor prophet queen referee reporter scientist scorer secretary senator singer"
    " sister soldier son spokesman spokeswoman striker surgeon teacher viceroy victim wife winner woman writer"
)
OCCUPATION_ENDINGS = ("ician", "ographer")  # of other people by their work; "ist" ends more than that
PLACES = word_set(
    "airport area bay beach border building camp canal capital castle cathedral church city coast continent country desert"
    " district factory farm field forest gallery garden harbour harbor headquarters hospital hotel house island kingdom"
    " laboratory lake mine mosque mountain museum ocean palace park peninsula plant port prison province region republic"
    " reservoir river school sea site square stadium state station street temple theatre theater town university valley"
    " village volcano zone ground islands"
)
GROUPS = word_set(
    "agency airline army band bank board bureau cabinet club college commission committee company congress corporation"
    " council court department family firm government group house league ministry nation organisation organization"
    " parliament party police senate society staff team union university"
)
# Last or first words of names that are no person's name.
NOT_OF_PERSONS = GROUPS | word_set(
    "foods holdings industries airlines airways motors technologies systems pharmaceuticals energy rovers wanderers athletic fc"
    " united ltd plc inc corp gmbh herald courier gazette tribune"
    " act agreement award awards battle bridge championship conference crisis cup deal disease earthquake festival final"
    " games game hurricane law line lander movement oscar oscars pandemic prize project protocol rover ship study"
    " summit system telescope tower treaty trophy tv volcano vaccine virus wall war wars world"
)
TITLES = word_set(
    "mr mrs ms miss dr prof professor president king queen prince princess general sir lord lady dame pope captain"
    " senator governor minister chancellor emperor saint colonel admiral"
)
FEMALE_NAMES = word_set(
    "ada agnes aisha alexandra alice alison amanda amelia amy ana angela anita ann anna anne annette annika antonia"
    " astrid audrey barbara beatrice bella bernadette bertha beth bettina birgit bridget brigitte camilla carla carmen"
    " carol carolina caroline catherine cecilia charlotte chiara chloe christina christine claire clara clementine"
    " constance cynthia daphne deborah delia denise diana diane dolores doreen doris dorothy edith eileen eleanor"
    " elena elisa elisabeth eliza elizabeth ella ellen elsa emilia emily emma erica erika esther ethel eugenia eva eve"
    " evelyn fatima felicity fiona flora florence frances freya gabriela georgina geraldine gertrude gillian gina"
    " gisela giulia gloria grace greta gudrun gwen hanna hannah harriet hedwig heidi helen helena henrietta hilda ida"
    " imogen ines inge ingrid irene iris irma isabel isabella jacqueline jane janet jasmine jennifer jessica jessie"
    " joan joanna josephine joyce judith judy julia juliet karen katalin katarina kate katherine kathleen katrina lara"
    " latifa laura leila lena leonora lidia linda lisa lorna lotte louise lucia lucy luisa lydia mabel madonna"
    " magdalena maja manuela marcia margaret margot maria mariam marie marina marion marjorie marta martha martina"
    " mary matilda maud maureen mavis mei melanie melissa mercedes michelle mildred miriam moira mona monica muriel"
    " nadia nancy naomi natalia natalie natasha nina noor nora oksana olga olivia ophelia patricia paula pauline"
    " penelope petra phoebe phyllis polly priya rachel rebecca regina renate rita roberta rosa rose rosemary roxana"
    " ruth sabine sally samantha sandra sara sarah selma serena shirley sigrid simone sofia sonia sophie stella"
    " stephanie sunita susan susanna svetlana sylvia tamara tanya tatiana teresa tess theresa tina tracy trudy ulla"
    " ursula valentina vanessa vera veronica victoria virginia wendy wilma winifred yasmin yolanda yvonne zainab zara"
    " zoe"
)
MALE_NAMES = word_set(
    "aaron abdul abraham adam adrian ahmed alan alastair albert albrecht alexander alfonso alfred alfredo ali allan"
    " alvin anders andre andreas andrei andrew angus anthony anton antonio archie arne arnold arthur axel barry basil"
    " benedict benjamin bernard bernd bertrand bill bjorn bob boris bradley brendan brian bruce bruno callum carl"
    " carlos cecil cedric charles chris christian christoph christopher clarence claude clifford clive colin conrad"
    " craig cyril daniel daniele david dennis derek desmond diego dieter dietrich dimitri dominic donald douglas"
    " duncan edgar edmund eduardo edward edwin egon elias elon emil emmanuel enrico enzo eric erik ernest ernst erwin"
    " eugene felipe felix ferdinand fernando francis franco frank franz fred frederic frederick fritz gareth gavin"
    " geoffrey georg george gerald gerard gilbert giorgio giovanni giuseppe graham gregory guido gunther gustav hamza"
    " hans harold harry harvey hassan hector heinrich helmut henri henry herbert herman horace howard hubert hugh hugo"
    " humphrey hussein ian ibrahim igor isaac ismail ivan jack jacob jacques jakob james jason javier jean jeffrey"
    " jens jerome jerry jim joachim joe joel johan johann johannes john jon jonah jonas jonathan jorge jose josef"
    " joseph josh joshua juan julian julius jurgen justin karim karl keith kenneth kevin klaus kurt lars laurence"
    " lawrence leo leon leonard leonardo leopold lewis liam lionel lorenzo lothar louis luca lucas ludwig luis lukas"
    " luke magnus mahatma malcolm manfred manuel marcel marco marcus mario mark martin mats matteo matthew matthias"
    " maurice max mehmet michael miguel mikhail milan mohamed mohammed morris muhammad mustafa nathan neil nelson"
    " nicholas nicolas nigel nikolai nils norman olaf oleg oliver olivier omar oscar osman otto owen pablo paolo"
    " pascal patrick paul pavel peder pedro peter philip pierre piet pieter rafael raj ralph ramon raymond reginald"
    " reinhard rene ricardo richard robert roberto rodney roger roland rolf ronald rory rudolf rui rupert sam samuel"
    " sean sebastian sergei sergio silvio simon stanley stefan stephen steve steven stuart sven theodore thomas"
    " thorsten tim tobias toby tom tomas tony trevor ulrich umberto uwe valentin vernon viktor vincent vladimir"
    " vladislav volodymyr walter wang werner wilfred wilhelm william willy wolfgang xavier yusuf"
)
OF_WOMEN = FEMALE_NAMES | word_set("mrs ms miss lady dame queen princess")
OF_MEN = MALE_NAMES | word_set("mr sir lord king prince pope")
COUNTRIES = word_set(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus"
    " belgium bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chad chile china colombia"
    " congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia fiji finland france"
    " gabon gambia georgia germany ghana greece greenland guatemala guinea haiti honduras hungary iceland india"
    " indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos"
    " latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia mali malta mexico moldova"
    " mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman"
    " pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland"
    " senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan"
    " tanzania thailand tunisia turkey turkmenistan uganda ukraine uk usa uruguay uzbekistan venezuela vietnam wales"
    " yemen zambia zimbabwe africa asia europe antarctica"
) | {
    "costa rica", "el salvador", "northern ireland", "ivory coast", "new zealand", "north korea",
    "north macedonia", "saudi arabia", "sierra leone", "south africa", "south korea", "south sudan", "sri lanka",
    "united arab emirates", "united kingdom", "united states", "north america", "south america",
}  # fmt: skip
NATIONALITIES = word_set(
    "african albanian algerian american argentine asian australian austrian belgian brazilian british bulgarian canadian"
    " chilean chinese colombian croatian cuban czech danish dutch egyptian english estonian european finnish french"
    " georgian german greek hungarian icelandic indian indonesian iranian iraqi irish israeli italian japanese kenyan"
    " korean latvian lebanese libyan lithuanian malaysian mexican moroccan nigerian norwegian pakistani palestinian"
    " peruvian polish portuguese romanian russian saudi scottish serbian slovak slovenian spanish swedish swiss syrian"
    " thai tunisian turkish ukrainian vietnamese welsh"
)
_OTHER_COMMON = word_set(
    "accord account acid adult adviser affair aim air aircraft alarm album alcohol alliance altar analysis ancestor"
    " anger angle animal anniversary antenna app apple arm army arrest arrow arsenal art article artificial artwork"
    " assault asteroid atmosphere atom atomic attacker attempt audience aunt author autumn average award axe baby back"
    " ball ballot ban banker barrel base basin basis battery battle beam bean bear beard beat bed bee beer belief bell"
    " belt bench benefit bid bike bill billion bird birth birthday bite black blame bloc block blockade bloodstream"
    " blue boat bomb bone book boom boot border bottle bottom bounty bow bowl box boxer boxing branch brand breach"
    " bread breakthrough breath breed bribe brick bridge brother brown budget bug bullet burden burial bus business"
    " butter button buyer cabinet cable cake calendar camera campaign cancer candidate candle canvas capsule car"
    " carbon card career cargo carpet carriage cart case cash casualty cat catalogue cause cave ceiling cell cement"
    " cemetery center central centre cereal ceremony chain chair chamber chance channel chaos chapel chapter character"
    " charge charity chart checkpoint cheese chemical chemist chess chimney chip chocolate choice choir church cinema"
    " circle circuit civilian claim clash class classroom clause clay cleaner clerk client cliff climber clock clothes"
    " cloud club clue cluster coach coal coalition coastline cockpit code coffee coin cold collar colony column comedy"
    " comet comment commerce communist compound computer concern concert concrete cone conflict constant consul"
    " consultant consumer content contest context contract convention convoy copper copy core corn corner corpse"
    " corridor corruption costume cottage cotton couch count counterpart county couple courage course court cousin"
    " cover cow crack craft crash crater creator creature creditor crew crime crisis critic critique crop cross"
    " crossing crowd crown crude crust crystal cube culture cup curator cure currency curriculum curse curve custom"
    " customer cycle cyclone cylinder dam dance dancer danger darkness data database dawn daylight deadline deaf deal"
    " dealer death debate debris debt deck decree deep default defect defence degree demand deposit depth design desk"
    " dessert detail device diagram dialect diamond diary dictionary diet dinner dinosaur diplomat disaster disease"
    " dish disk disorder dispute distance ditch divorce dock document dog dollar dome donor door dose doubt dozen"
    " draft drain drama drawing dream dress drink driver drone drought drug duck due dust duty dwarf dynasty eagle ear"
    " earl earnings earthquake economy edge edition effort egg eighth election electron element elephant eleven email"
    " embargo embassy emblem emergency emission emotion empire employee empty encounter enemy energy engine engineer"
    " enquiry enterprise entry envoy episode equation equator era error escape estate estimate ethnic euro event"
    " evidence exam excess excuse exercise exile exit expedition expense expert export eye eyewitness fabric facade"
    " face factor failure fairy faith fake famine fan fantasy farmer fate fault favour fear feast feather feature fee"
    " feet fence ferry festival fever fewer fibre fiction fighter figure file film final fine finger fire firefighter"
    " fireplace fish fist flag flat flaw fleet flight flood floor flour flower flu fluid folk food foot football force"
    " foreign fork form formation formula fort fortress fossil foundation fountain fox fragment frame franchise fraud"
    " freedom freezer friend friendship frog front frontier frost fruit fuel full fund further fuse galaxy gallon game"
    " gang gap garage garden garment gas gate gathering gear gender gene general genocide genre germ ghost giant gift"
    " glacier glass glory goal god gold golf goods grain gram grant graph grass grave gravestone gravity green grid"
    " grip group grove growth guard guest guide guideline guilt gulf gun gym habit hair hairdresser half hall halt"
    " hammer hand handle harm harvest hat hatch header headline health healthcare hearing heat heavy heir helicopter"
    " hell helmet herb heritage hero higher hill hip historian hit hobby hole holiday homeland hope horse host hostage"
    " household hull human hunger hunt hunter hurricane hydrogen hypothesis ice ideology illness image impact import"
    " inch incident income independence index industry infection inflation ingredient inhabitant inheritance"
    " initiative injury injustice inmate innovation inquiry insect inside inspector instinct institute instrument"
    " insurance intent interest international interview invader invasion invention investor invoice iron issue item"
    " jail job joint joke journal journey judge juice jungle juror jury key kid kidney kilogram kilometer kilometre"
    " kingdom kiss kit kitchen knee knife knight label labor labour ladder lamp land lander landlord landmark"
    " landslide lane language laptop laser launch laureate lava law lawsuit lawyer layer lead leaf league leak leather"
    " leg legacy legend lens lesson letter lettre liberal library licence license lid life lifeboat lifetime lift"
    " light limit line link lion liquid list literacy litre litter live liver livestock load loan local lock log logo"
    " look lorry loss lottery love lower lunar lunch lung lyric lyrics machine magazine magnet magnetic mail main"
    " majority maker malaria mammal mandate mansion manufacturer manuscript map marble margin marine mark market"
    " marriage mask mass master match material mathematics matter maximum mayor meal meat medal medication medicine"
    " medium melody melting memo memory merchant mercy merger message metal meteor meter method metre metro microbe"
    " midnight migrant mile militia milk millimetre million mind miner mineral minimum minor minority minus miracle"
    " mirror missile mistake model modern module molecule monarch monastery monkey monopoly monument mood moral morale"
    " mortality mosquito moss motion motive motor mouse mouth movie mud mug muscle music mutation mystery myth napkin"
    " national native natural nature neck need neighbour nerve nest net network neutron newspaper nickname nightmare"
    " nobody noise nominee norm north nose note notebook novel nuclear nurse nutrient oath obesity object occasion"
    " offence offense offer office official oil online open opera operator opinion oppression optimism orbit orchestra"
    " order organ outbreak outcome outfit outlet output outrage oven overview own owner oxygen pack pact page pain"
    " painkiller paint pair panel panic paper parade paragraph paralysis parent parish particle passage passenger"
    " passport password past pasture patch patent path patience patrol pattern pavement payload peace peak peasant"
    " peer pen penalty pencil pension performer peril period permit pet phone photo photographer photographs phrase"
    " picture piece pig pipe pipeline pirate pitch plague plain plan plane planet plaque plastic plate platform play"
    " playwright plea plot plus poem poison pole policy polio politician politics poll pollen pollutant polygon pond"
    " pool pope population porch portrait post poster pot potato poverty powder power practice precedent precinct"
    " prediction pregnancy press pressure prey price priest principle printer prison prisoner privacy private prize"
    " probe procedure process product profit program programme project proof property prophecy prospect protein"
    " protest province psalm public publisher pump punch pupil puppet purchase purpose puzzle pyramid quality quantity"
    " quarrel quarter quest queue quiz quota quote rabbit race racism radar radiation radio raid rail railway rain"
    " range rank ransom rape rare rash rate ratio ration raw reaction reactor reader rebel rebellion receipt recent"
    " recipe recipient record red reef reform refugee refusal regime regiment relative relic religion remains remedy"
    " remnant rent replica report reptile republic request rescue research researcher resident residue resource rest"
    " restaurant retail retreat reunion revenge revenue review revolution rice riot risk ritual rival road roast"
    " robber robbery robot rock rocket rod role romance roof rooftop room root rope round route row royal rubber"
    " rubbish rubble rug rugby ruin rule ruler rumor rumour runner runway sack sail sailor salad salary sale salmon"
    " salt sample sanction sanctuary sand satellite satire sauce saving scale scandal scar scene schedule scheme"
    " scholar science scientist scope score scratch screen script sculpture seafood seal seat secession second secret"
    " sector sediment seed semester senate sense sensor sequel sequence sergeant series servant server service session"
    " set setback setting settlement settler severe sewage sewer sex shadow shaft shape share shark sheep sheet shell"
    " shelter sheriff shield shift ship shirt shock shoe shooter shooting shop shore short shortage shoulder show"
    " shrine siege sight sign signal silence silk silver single site sketch skill skin skull sky slave slavery sleep"
    " slogan slope slot smallpox smartphone smoke smoking snack snake sniper snow soap soccer social software soil"
    " solar soldier solo song soot sorrow soul sound source south space spacecraft spark specie species spectrum"
    " speech speed spell spelling sperm spice spider spill spine spire spirit sport spot spouse spread spy squad"
    " stable stadium staff stage stair stake stamp standard star statement statue status statute steam steel stem step"
    " stereotype stick stigma stimulus stock stomach stone storm story stranger strategy straw stream stretch strike"
    " stripe stroke structure struggle student studio stuff style subsidy suburb success successor sugar suicide suit"
    " suite summary summit sunlight sunrise sunset superhero supermarket supply support surface surgery surplus"
    " surrender survey survivor suspect sweat sword symbol symptom syndrome syrup table tactic tail tale talent talk"
    " tank target tariff task taste tax tea team tear technique teenager telegram telephone telescope television"
    " temperature tempo tenant tennis tension tent term terrain territory terror terrorist test testimony text"
    " textbook textile texture theft theology theorem theory therapist therapy thigh thousand thread threat throat"
    " throne thumb thunder ticket tide tie timber timeline tin tip tissue title toast tobacco toe toilet tomb ton tone"
    " tongue tonne tool tooth top torch tornado torture tourism tourist towel track trade trail trailer train trait"
    " transplant transport trap trauma travel treasure treasurer treaty tree trench trend trespass trial tribe tribute"
    " trick trillion trip triumph troop trophy truck trust truth tsunami tube tumor tumour tunnel turn tutor twelve"
    " twin umbrella uncle undertaking uniform union unit upbringing update uprising uranium usage user usher vacancy"
    " vacuum value van variable variant variety vault vegetable vegetation vehicle vein velocity vendor venue verb"
    " verdict verse version vessel veteran victim victory video view villager villain vineyard violence violin virus"
    " visa visitor vitamin vocabulary voice volume vote voter vow voyage wage wall war warehouse warning warrior waste"
    " watch water wave wealth weapon website wedding weed welfare west whale wheat wheel wheelchair whip white whole"
    " wide wilderness willpower wind winding windmill window wine wing wire witch witness wolf wood wool word worker"
    " workshop world worse worth wound wreck wreckage wrestler writing yacht yard year-old yeast yield youth zero"
    " aftershock alderman allegation ally ambulance antibody arrival attendance audit auditor backlash bailout"
    " bestseller biopsy blackout bonus booster borough borrower box-office bracket breakup buyout bylaw bystander"
    " cancellation cast ceasefire chorus commuter constituency councillor crackdown delay departure dividend dosage"
    " drizzle encore fallout firm fixture flooding foreword foul frontrunner halftime hardback headcount incumbent"
    " inflow kick-off lap layoff ledger lender lobbyist lockdown lyricist medallist midwife mortgage mudslide onlooker"
    " outage outlook overdraft overtime overture paperback paramedic passer-by payroll pensioner petition placebo"
    " planning playoff podium pollster premiere prequel qualifier rainfall rally recount refund regulator relapse"
    " remission replay rollout royalty runoff scan screenplay semifinal setlist shareholder shutdown snowfall"
    " soundtrack spectator substitute takeover timetable tram tremor truce turnout upheaval voucher walkout ward"
    " watchdog whistleblower workforce zoning"
)
COMMON = (
    GENERIC_NOUNS | UNIQUE_NOUNS | ATTRIBUTES | ROLES | PLACES | GROUPS | NOT_OF_PERSONS | TIME_NOUNS | ADJECTIVES
    | PLURALS | MEASURES | _OTHER_COMMON
)  # fmt: skip
_COMMON_ENDINGS = (
    "tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "ism", "ist", "ology", "able", "ible", "ful", "less",
    "ous", "ive", "al", "age", "ics", "hood", "ency", "ary", "ly", "ing", "ed", "est", "ern", "or", "ers", "ality", "ure", "graphy",
)  # fmt: skip


def is_common(stem: str) -> bool:
    """Whether a word (its stem, in lower case) is a noun or adjective of every day rather than a name."""
    return stem in COMMON or (stem.endswith(_COMMON_ENDINGS) and len(stem) > 5)
