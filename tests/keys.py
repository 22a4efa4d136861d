"""Keys of the tests, for settings and for processes that tests start. They protect nothing."""

import time

MADE = time.strftime("%Y%m%d")  # `berdaya doctor` complains of old ones
IDENTITY_KEYS, INDEX_KEY = f"{'A' * 43}.{MADE}", f"{'B' * 42}A.{MADE}"
KEYS = {"BERDAYA_IDENTITY_KEYS": IDENTITY_KEYS, "BERDAYA_INDEX_KEY": INDEX_KEY}
