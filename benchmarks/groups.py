"""How long the pages of business groups take: `python -m benchmarks.groups [GROUPS]`.

In the synthetic regency of `groups_world`, a village of sixty groups among five thousand, asks
for each page as the people who work there do, through Django's own request handling in one
process: queries, templates and middleware, not the network. Prints medians of the time by the
clock and of the processor (on PostgreSQL without the server's own), the least time by the clock,
which says more where other work runs beside, and how many questions go to the database. The exit
status is 1 where a page takes longer than the bar at the median.
"""

import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.groups_world import REGENCY, VILLAGE, start
from benchmarks.pages import counting

RUNS = 15
BAR = 200  # milliseconds, at the median


def main(groups: int) -> int:
    """Fill the database if it is empty, then time the pages."""
    start(groups)
    from django.db import connection  # noqa: PLC0415  # after `start`

    print(f"{connection.vendor}: {groups:,} groups, {RUNS} requests each, milliseconds")
    print(f"{'page':58}{'user':8}{'clock':>7}{'least':>7}{'cpu':>7}{'queries':>9}{'status':>8}")
    over = [path for user, path in _pages() if not is_quick(user, path)]
    for path in over:
        print(f"over {BAR} ms: {path}")
    return int(bool(over))


def is_quick(username: str, path: str) -> bool:
    """Time a page as a user opens it; whether it keeps within the bar."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from berdaya.access.models import User  # noqa: PLC0415

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    client.get(path)
    asked: list[str] = []
    with connection.execute_wrapper(counting(asked)):
        status = client.get(path).status_code
    times = [_timed(client, path) for _ in range(RUNS)]
    clock, cpu = (median(column) for column in zip(*times, strict=True))
    least = min(times)[0]
    shown = "".join("<key>" if len(part) == 36 else part for part in _parts(path))
    print(
        f"{shown:58.58}{username:8}{clock:7.0f}{least:7.0f}{cpu:7.0f}{len(asked):9}{status:8}"
    )
    assert status == 200, path
    return clock <= BAR


def _parts(path: str) -> Iterator[str]:
    for n, part in enumerate(path.split("/")):
        yield from ("/", part) if n else (part,)


def _timed(client: Any, path: str) -> tuple[float, float]:
    clock, cpu = perf_counter(), process_time()
    client.get(path)
    return (perf_counter() - clock) * 1000, (process_time() - cpu) * 1000


def _pages() -> Iterator[tuple[str, str]]:
    """Whoever works there, and the pages that they open."""
    from django.utils import timezone  # noqa: PLC0415

    today = timezone.localdate()
    month = f"{today:%Y}-{today.month}"
    areas = [
        "/",
        "/kelompok/",
        "/kelompok/?keadaan=dormant",
        "/kelompok/?q=melati",
        "/kelompok/?q=tidakada",
        "/materi/",
        "/mitra/",
        "/mitra/?q=contoh+7",
        "/modal/",
        "/peraturan/",
        "/laporan/",
    ]
    village_work = ["/kunjungan/", "/mitra/cocok/", "/izin/"]
    counted = ["/cakupan-kie/", f"/cakupan-kie/?wilayah={VILLAGE}"]
    report = f"/laporan/desa/{VILLAGE}/{month}/"
    for user in ("asep", "dedi"):
        yield from ((user, path) for path in [*areas, *village_work, *counted, report])
    yield from (("tuti", path) for path in [*areas, *counted, report])
    narrowed = [f"/kelompok/?wilayah={code}" for code in (REGENCY, "32.04.32", VILLAGE)]
    narrowed += [f"/kelompok/?tahap={stage}" for stage in ("developing", "incomplete")]
    narrowed += ["/kelompok/wilayah/", f"/kelompok/wilayah/?wilayah={VILLAGE}"]
    yield from (("rahma", path) for path in [*areas, *narrowed, *counted, report])
    yield from (("budi", path) for path in ("/", "/kelompok/", "/kunjungan/", "/mitra/"))
    yield from (("wati", path) for path in ("/", "/kelompok/", "/laporan/", "/modal/"))
    for user in ("asep", "wati", "budi"):
        yield from ((user, path) for path in _pages_of_a_group(user))


def _pages_of_a_group(username: str) -> Iterator[str]:
    """Its home and tabs, and one page of each kind below them."""
    from berdaya.access.models import User  # noqa: PLC0415
    from berdaya.groups.models import Group  # noqa: PLC0415
    from berdaya.groups.tabs import tabs_of  # noqa: PLC0415

    user = User.objects.get(username=username)
    rows = Group.objects.across_areas(why="benchmark")
    group = rows.get(number="000000")
    yield from (tab["url"] for tab in tabs_of(group, user, ""))
    newest = group.meetings.held().latest("on")
    below = [newest, group.kie_sessions.latest("pk"), group.visits.latest("on")]
    below += [group.partnerships.get(), group.applications.get()]
    yield from (row.get_absolute_url() for row in below)
    business = group.enterprises.earliest("pk").get_absolute_url()
    yield business
    if user.may("sales.read", area=VILLAGE):
        yield f"{business}catatan/"
        yield f"{business}pembinaan/"
    if user.may("meeting.change", area=VILLAGE):
        yield f"{newest.get_absolute_url()}catat/"


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 5_000))
