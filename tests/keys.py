"""Keys of the tests, for settings and for processes that tests start. They protect nothing."""

IDENTITY_KEYS, INDEX_KEY = "A" * 43, "B" * 42 + "A"
KEYS = {"BERDAYA_IDENTITY_KEYS": IDENTITY_KEYS, "BERDAYA_INDEX_KEY": INDEX_KEY}
