"""What the splitter has to know of German word formation: affixes, short words, linking sounds."""

from __future__ import annotations

import re

# Prefixes, function words and suffixes that look like words in the lexicon but are no part of a compound.
NEVER_PARTS = frozenset(
    """
    ab an auf aus bei da dar durch ein ent er fort für ge gegen her hin in los mit nach ob um un unter ur ver vor weg
    zer zu zum zur über wider wie wo der die das den dem des und oder aber auch nicht ist sind war eine einer eines
    einem einen sie wir ihr man sich als wenn dass was wer wen sein seine hat haben wird werden von vom bis nur noch
    schon sehr hier dort dann ich dich dir mir mich uns euch inter sub trans pro anti prä
    ung ungen heit heiten keit keiten schaft schaften lich liche lichen licher isch ische ischen bar bare baren sam
    same samen tum tums nis nisse ion ionen tion tionen tät täten ität iten ling linge erin innen chen lein haft hafte
    ismus ist isten tor toren ten tes ter tem ste sten ster ger ner sen ere ern ers end ende enden ige igen iger
    ente enten unge eng erei ereien gen gens logen loge tik iker ikern ik al ale alen ant anten anz enz enzen nen ren
    rung rungen lung lungen tung tungen dung dungen nung nungen
    eins eil ang abs auft wirt schaf tun star gel mein ehr ber ach ans ins ums tige
    """.split()  # noqa: SIM905  # a list of words reads best as words
)

# Parts of three letters are noise but for these.
SHORT_PARTS = frozenset(
    """
    rad weg amt hof rat tag ort art bau bad bus geo öko see rot eis gas bio alt neu tor uhr zug not tal arm zoo bot
    app kfz lkw pkw ost süd nah web tee abo ski fuß gut
    """.split()  # noqa: SIM905  # a list of words reads best as words
)

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7  # letters

# Linking sounds between two nouns, with what each costs against the plain noun.
LINKS = (("s", 0.3), ("n", 1.2), ("en", 1.2))
NO_S_AFTER = "sßzx"  # these take no linking s
SHORTEST_LINKED = 4  # letters of the noun before a linking sound

# Endings that a modifier has dropped: Schul(e), Wohn(en), Sprech(en).
DROPPED_ENDINGS = ("e", "en", "n")
DROPPED_COST = 1.2

# A head with these endings is an adjective, a participle or a verb.
NO_NOUN = re.compile(r"(?:isch|lich|ig|bar|sam|haft|los|end)(?:e[rnms]?)?$|(?:ier|el|er)(?:en|t|te|ten)$")
