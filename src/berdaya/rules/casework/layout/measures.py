"""The measures of a genogram, in pixels."""

RADIUS = 18  # of a symbol
OUTLINE = 5  # the second outline of the index person, outside the first
TEXT = 12  # size of the letters
NAME_GAP = 8  # between symbol and name
NAME = 76  # room for a name beside its symbol
LINE = 14  # from one line of text to the next
PITCH = RADIUS + NAME_GAP + NAME + 10 + RADIUS + OUTLINE  # from symbol to symbol
BETWEEN = 24  # more between blocks of a row
MARGIN = 14
LABEL = 22  # of a couple's line: room above it for its dates
FIRST = 24  # from a symbol down to the first couple's line
BAR = 16  # from one line over brothers and sisters to the next
ABOVE = 22  # from the last of these down to the symbols
TWINS = 40  # the same, where twins hang from it
