"""How much a visitor may send and how much a page shows; each number stands here once."""

BODY_BYTES = 256 * 1024  # far more than any field takes, so that a text that is too long still comes back in its form
TEXT_CHARACTERS = 5_000  # two printed pages
QUERY_CHARACTERS = 300
PLACE_CHARACTERS = 100
TOPIC_CHARACTERS = 80  # one topic id in an address
TOPICS_IN_ADDRESS = 40
VALUES_PER_FACET = 30  # ticked values of one facet in an address
FACET_CHARACTERS = 120
LAST_PAGE = 1_000

HITS_ON_A_PAGE = 10  # of one of the three lists; the map has room for as many numbers
FACET_VALUES_SHOWN = 6  # the others stand in a fold
MAIL_CHARACTERS = 1_500  # of a first text inside a mailto: address; mail programs cut longer addresses
SUGGESTIONS = 8
