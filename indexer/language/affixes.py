"""What the splitter has to know of German word formation: affixes, short words, linking sounds, names of towns."""

from __future__ import annotations

import re

# Function words and syllables that stand in the lexicon and are never a part of a compound.
NEVER_PARTS = frozenset(
    """
    an da dar ein ent er für ge her hin in nach ob um un unter ur ver zer zu zum zur wider wie wo der die das den dem
    des und oder aber auch nicht ist sind war eine einer eines einem einen sie wir ihr man sich als wenn dass was wer
    wen sein seine hat haben wird werden von vom bis nur noch schon sehr hier dort dann ich dich dir mir mich uns euch
    nein inter sub trans pro anti prä eins eil ang abs auft mein ehr ber ach ans ins ums tige unge ente enten logen loge
    iten täten ität tät tion tionen keit keiten ung ungen
    """.split()  # noqa: SIM905  # a list of words reads best as words
)

# Prefixes: never before another part. As a last part some are nouns (Radweg, Umgang mit Los).
PREFIXES = frozenset(
    "ab auf aus bei durch fort gegen los mit vor weg über".split()  # noqa: SIM905  # a list of words reads best as words
)

# Suffixes: never behind another part. At the front of a word some are nouns or stems (Haftpflicht, Bargeld, Torwart).
SUFFIXES = frozenset(
    """
    heit heiten schaft schaften lich liche lichen licher isch ische ischen bar bare baren sam same samen tum tums nis
    nisse ion ionen ling linge erin innen chen lein haft hafte ismus isten tor toren ten tes ter tem ste sten ster ger
    ner sen ere ern ers end ende enden ige igen iger eng erei ereien gen gens tik iker ikern ik al ale alen ant anten
    anz enz enzen nen ren rung rungen lung lungen tung tungen dung dungen nung nungen wirt schaf tun star gel
    """.split()  # noqa: SIM905  # a list of words reads best as words
)

# Parts of three letters are noise but for these.
SHORT_PARTS = frozenset(
    """
    rad weg amt hof rat tag ort art bau bad bus geo öko see rot eis gas bio alt neu uhr zug not tal arm zoo bot
    app kfz lkw pkw ost süd nah web tee abo ski fuß gut tür tod box ohr ehe aal bär fax ruf ton reh kuh tor lok geh
    mäh näh erd eck job kur typ heu dom maß hut klo ess tot akt wal kot mus sex huf
    """.split()  # noqa: SIM905  # a list of words reads best as words
)

# Adjectives that have become suffixes: wertvoll says no more than Wert.
LIKE_SUFFIXES = frozenset(
    "voll weit mäßig lang gemäß halber falls logisch grafisch würdig weise echt erst teilt".split()  # noqa: SIM905  # see above
)

SHORTEST_PART = 3
SHORTEST_COMPOUND = 6  # letters: Radweg

# Linking sounds between two nouns: what they stand behind, the sound, and its cost against the plain noun.
LINKS = (("", "s", 0.3), ("e", "n", 0.3), ("", "n", 1.2), ("", "en", 1.2))
LINKED_BY = "sn"  # the last letters of all of them
NO_S_AFTER = "sßzx"  # these take no linking s
SHORTEST_LINKED = 4  # letters of the noun before a linking sound

# Endings that a modifier has dropped: Schul(e), Wohn(en), Sprech(en).
DROPPED_ENDINGS = ("e", "en", "n")
DROPPED_COST = 1.2

# Derived nouns that nobody has to list: before a linking s, and as a noun of an action whose verb is known.
DERIVED_WITH_S = re.compile(r"[a-zäöüß]{3,}(?:ung|heit|keit|schaft|ion|tät|tum|ling)s")
ACTION = "ung"
ACTION_VERBS = ("en", "n")  # Befliegung: befliegen; Entsiegelung: entsiegeln
SHORTEST_ACTION = 8  # letters

# A head with these endings is an adjective, a participle or a verb.
NO_NOUN = re.compile(r"(?:isch|lich|ig|bar|sam|(?<!sc)haft|los|end)(?:e[rnms]?)?$|(?:ier|el|er)(?:en|t|te|ten)$")

# Heads that end the names of towns, with their plurals: what is known and has no plural is a town (Bernburg).
TOWN_PLURALS = {
    "burg": "burgen",
    "berg": "berge",
    "heim": "heime",
    "bach": "bäche",
    "feld": "felder",
    "hain": "haine",
    "stein": "steine",
    "tal": "täler",
    "furt": "furten",
    "kirchen": "",
    "hausen": "",
    "brück": "",
}
