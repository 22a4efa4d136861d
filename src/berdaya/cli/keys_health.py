"""What `berdaya doctor` asks about the keys: there, changed in time, out of others' sight."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from berdaya.sealed.keyring import MADE_ONCE, keyring
from berdaya.sealed.renewing import under_keys
from berdaya.site.environment import file_of, variable

KEPT_LONGEST = timedelta(days=730)
OTHERS = 0o077  # rights of the group and of everybody else


@dataclass(frozen=True, slots=True)
class Health:
    """`age` of the newest key, if it is known; `lost`: rows whose key is not among ours."""

    count: int
    age: timedelta | None
    open_files: list[Path]
    beside_data: list[Path]
    sealed: int
    waiting: int
    lost: int


def keys_health() -> Health:
    """How the keys stand. Reads every sealed row's first bytes.

    Raises:
        WrongKeys
    """
    ring = keyring()
    boxes, indexes = under_keys()
    made = ring.made.get(ring.newest)
    given = [
        file for name in ("identity_keys", "index_key") if (file := file_of(variable(name)))
    ]
    own = [] if settings.IDENTITY_KEYS else [settings.DATA / MADE_ONCE]
    data = Path(settings.DATA).resolve()
    return Health(
        count=len(ring.ciphers),
        age=timezone.localdate() - made if made else None,
        open_files=[file for file in [*given, *own] if file.stat().st_mode & OTHERS],
        beside_data=[file for file in given if file.resolve().is_relative_to(data)],
        sealed=boxes.total(),
        waiting=boxes.total()
        - boxes[ring.newest]
        + indexes.total()
        - indexes[ring.newest_index],
        lost=sum(count for name, count in boxes.items() if name not in ring.ciphers),
    )
