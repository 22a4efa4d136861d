"""Where long Indonesian words may be parted at the end of a line. typst knows no Indonesian.

Between two vowels' syllables as the spelling rules have it (EYD V 2022, II.E): before one
consonant, between two, and ng, ny, sy, kh stay together.
"""

import re

SHY = "\u00ad"
LONG = 10  # letters, from which a word in a narrow column is worth parting
FEWEST = 3  # letters before and after a break
LONG_WORD = re.compile(rf"[A-Za-z]{{{LONG},}}")
VOWEL = "aeiou"
JOINED = ("ng", "ny", "sy", "kh")
BREAK = re.compile(
    rf"(?<=[{VOWEL}])(?=(?:{'|'.join(JOINED)}|[^{VOWEL}])[{VOWEL}])"  # me-nya-pa
    rf"|(?<=[{VOWEL}]ng|[{VOWEL}]ny)(?=[^{VOWEL}])"  # tang-gung
    rf"|(?<=[{VOWEL}][^{VOWEL}])(?=(?:{'|'.join(JOINED)}|[^{VOWEL}])[{VOWEL}])"  # per-baik
)


def hyphenated(text: str) -> str:
    """The text with soft hyphens in its long words."""
    return LONG_WORD.sub(lambda word: _parted(word[0]), text)


def _parted(word: str) -> str:
    parts, at = [], 0
    for found in BREAK.finditer(word.lower()):
        place = found.start()
        splits = any(word.lower().startswith(it, place - 1) for it in JOINED)
        if place - at >= FEWEST and len(word) - place >= FEWEST and not splits:
            parts.append(word[at:place])
            at = place
    return SHY.join([*parts, word[at:]])
