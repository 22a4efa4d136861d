"""The three time zones of Indonesia, by province (Keppres 41/1987; later provinces follow those
they were parted from)."""

ZONES: dict[str, tuple[str, ...]] = {
    "Asia/Jakarta": (
        *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
        *("31", "32", "33", "34", "35", "36", "61", "62"),
    ),
    "Asia/Makassar": (
        *("51", "52", "53", "63", "64", "65"),
        *("71", "72", "73", "74", "75", "76"),
    ),
    "Asia/Jayapura": ("81", "82", "91", "92", "93", "94", "95", "96", "97"),
}


def zone_of(code: str) -> str:
    """The zone of an area by its code.

    >>> zone_of("73.71")
    'Asia/Makassar'
    """
    return next(name for name, provinces in ZONES.items() if code[:2] in provinces)
