"""How fast twenty thousand services are searched: `python -m benchmarks.services [SERVICES]`.

Services of invented names in the synthetic regency of `groups_world`; the searches of a volunteer
with and without spelling errors, and the coverage of a district and a regency. Prints what
`benchmarks.groups` prints of a page; the exit status is 1 above its bar.
"""

import sys
from random import Random
from time import perf_counter

from benchmarks.groups import is_quick
from benchmarks.groups_world import REGENCY, VILLAGE, start

GROUPS = 50
WORDS = [
    "sehat",
    "lansia",
    "balita",
    "paket",
    "konseling",
    "jiwa",
    "rumah",
    "air",
    "hukum",
    "difabel",
    "usaha",
    "seni",
    "gizi",
]
BODIES = ["Posyandu", "Puskesmas", "PKBM", "Yayasan", "Balai", "Klinik", "Majelis", "Karang"]
AT_ONCE = 500


def main(services: int) -> int:
    """Make the directory by its own tables, then time the pages."""
    start(GROUPS)
    from django.utils import timezone  # noqa: PLC0415  # after `start`

    from berdaya.services.keeping import keep_area  # noqa: PLC0415
    from berdaya.services.models import Service  # noqa: PLC0415

    started = perf_counter()
    if not Service.objects.exists():
        _fill(services)
    print(f"{services:,} services entered in {perf_counter() - started:.0f} s")
    started = perf_counter()
    counted = keep_area("", timezone.localdate())
    print(f"{counted:,} villages counted in {perf_counter() - started:.1f} s")
    pages = (
        ("dedi", "/layanan/"),
        ("dedi", "/layanan/?q=lansia"),
        ("dedi", "/layanan/?q=lanzia+posiandu"),
        ("dedi", "/layanan/?q=konseling&bidang=women&buka=on&luar=on"),
        ("nasional", "/layanan/?q=puskesmas"),
        ("dedi", f"/cakupan-layanan/{VILLAGE[:8]}/"),
        ("rahma", f"/cakupan-layanan/{REGENCY}/"),
        ("nasional", "/cakupan-layanan/nasional/"),
    )
    over = [path for user, path in pages if not is_quick(user, path)]
    return int(bool(over))


def _fill(services: int) -> None:
    """Through the verbs, in portions, in the villages of the regency."""
    from django.db import transaction  # noqa: PLC0415  # after `start`

    from berdaya.access.models import User  # noqa: PLC0415
    from berdaya.areas.models import Area  # noqa: PLC0415
    from berdaya.keys import new_key  # noqa: PLC0415
    from berdaya.services import actions  # noqa: PLC0415
    from berdaya.services.facts import ProviderFacts, ServiceFacts  # noqa: PLC0415
    from berdaya.services.vocabulary import FIELDS, FUNCTIONS  # noqa: PLC0415

    rng = Random(2026)  # an example, not a secret
    by = User.objects.get(username="rahma")
    villages = list(Area.objects.within(REGENCY).filter(level=4).values_list("pk", flat=True))
    for first in range(0, services, AT_ONCE):
        with transaction.atomic():
            for number in range(first, min(first + AT_ONCE, services)):
                area = villages[number % len(villages)]
                body, word = rng.choice(BODIES), rng.choice(WORDS)
                provider = actions.add_provider(
                    key=new_key(),
                    area=area,
                    facts=ProviderFacts(f"{body} {number}", "other"),
                    by=by,
                )
                facts = ServiceFacts(
                    name=f"Kelas {word} {number % 97}",
                    functions=[rng.choice(FUNCTIONS)],
                    fields=[rng.choice(FIELDS)],
                    eligible=f"siapa saja yang memerlukan {rng.choice(WORDS)}",
                    cost="free",
                )
                reach = rng.choice((area, area[:8], REGENCY))
                actions.add_service(
                    key=new_key(), provider=provider, reach=reach, facts=facts, by=by
                )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 20_000))
