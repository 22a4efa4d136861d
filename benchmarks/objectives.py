"""How long the objectives of five thousand groups take: `python -m benchmarks.objectives [GROUPS]`.

In the synthetic regency of `groups_world`: counts the figures of every group over its months
from its history once, as the worker does in a day, and then asks for the pages as those who work
there do. Prints what `benchmarks.groups` prints of a page; the exit status is 1 above its bar.
"""

import sys
from time import perf_counter

from benchmarks.groups import is_quick
from benchmarks.groups_world import REGENCY, VILLAGE, start


def main(groups: int) -> int:
    """Count the figures, then time the pages."""
    start(groups)
    from django.utils import timezone  # noqa: PLC0415  # after `start`

    from berdaya.groups.models import Group  # noqa: PLC0415
    from berdaya.objectives.keeping import keep_area  # noqa: PLC0415

    started = perf_counter()
    counted = keep_area("", timezone.localdate())
    print(f"{counted:,} groups counted in {perf_counter() - started:.0f} s")
    rows = Group.objects.across_areas(why="benchmark").filter(area__code__within=VILLAGE)
    one = rows.order_by("pk").values_list("pk", flat=True)[0]
    pages = (
        ("rahma", f"/tujuan/{REGENCY}/"),
        ("dedi", f"/tujuan/{VILLAGE}/"),
        ("nasional", "/tujuan/nasional/"),
        ("dedi", f"/kelompok/{one}/tujuan/"),
    )
    over = [path for user, path in pages if not is_quick(user, path)]
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 5000))
