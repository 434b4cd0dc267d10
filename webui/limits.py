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

TITLE_CHARACTERS = 200  # of a need; what a record takes
NEED_CHARACTERS = 4_000  # the same
MAILBOX_CHARACTERS = 254  # RFC 5321
MAILS_PER_MAILBOX = 10  # of one kind in a day, as whoever leaves that address
MAILS_PER_NETWORK = 30  # of one kind in a day; a town hall has one address for everybody
MAILS_PER_RECORD = 10  # first messages to the people behind one record in a day

EVENT_NAME_CHARACTERS = 200  # of a title, a place, an organisation, a person; what the event takes
EVENT_TEXT_CHARACTERS = 2_000  # of a challenge or an offering; the same
EVENT_LINES_CHARACTERS = 4_000  # of a field with a line for each pause or table
LIST_BYTES = 5_000_000  # of a list of participants; 2000 lines have about 200 KB
EVENT_BYTES = 200_000_000  # of a whole event as one file; what the reader takes
