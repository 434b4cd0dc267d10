"""Words that yield no token: spaCy's German list without its nouns, and what this kind of text adds."""

from __future__ import annotations

from spacy.lang.de.stop_words import STOP_WORDS as SPACY_STOP_WORDS

# Words of content in spaCy's list: somebody may look for them.
_CONTENT = frozenset(
    """
    jahr jahre jahren tag tage tagen uhr recht rechte rechten rechter rechtes teil mensch menschen leute kunst
    lange neue neuer neues neuen gross große großen großer großes grosse grossen grosser grosses klein kleine kleinen
    kleiner kleines gut gute guter gutes hoch allein zeit beispiel ende weit gemacht statt satt rund bald früher
    """.split()  # noqa: SIM905  # a list of words reads best as words
)
_MORE = frozenset(
    """
    bzw ca etc ggf inkl usw sowie sowohl bspw evtl insb vgl zzgl abzgl siehe beim ins ans aufs fürs ums vorm zum zur
    dabei dafür daher dadurch damit davon dazu hierbei hierzu hierfür hiermit wobei wofür wodurch womit
    bereits jeweils jeweilige jeweiligen derzeit zudem außerdem ebenfalls ebenso etwa lediglich
    """.split()  # noqa: SIM905  # a list of words reads best as words
)
STOP_WORDS = frozenset(SPACY_STOP_WORDS - _CONTENT | _MORE)
