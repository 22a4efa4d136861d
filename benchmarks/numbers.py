"""How long it takes to find a person by NIK: `python -m benchmarks.numbers [FAMILIES]`.

In the synthetic nation of `benchmarks.pages`, three persons to a family: 334,000 families are
a million persons. Asks as signed-in users do: the search itself with what they may see, the
whole page with templates and middleware, and the look at a number while it is typed. Another
NIK each time, so that no answer comes from the one before. Prints medians and p95.
"""

import sys
from collections.abc import Callable
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.pages import fill

RUNS = 300


def main(families: int) -> None:
    """Fill the database if it is empty, then look numbers up."""
    fill(families)
    from berdaya.people.models import Person  # noqa: PLC0415  # after `fill`

    count = Person.objects.across_areas(why="benchmark").count()
    print(f"{count:,} persons; {RUNS} numbers each")
    print(f"{'':44}{'median ms':>10}{'p95 ms':>10}")
    for name, ask in _questions().items():
        _time(name, ask)


def _questions() -> dict[str, Callable[[int], Any]]:
    from django.test import Client  # noqa: PLC0415

    from berdaya.access.models import User  # noqa: PLC0415
    from berdaya.insights.search import find  # noqa: PLC0415
    from berdaya.people.models import Family, Person  # noqa: PLC0415
    from berdaya.people.numbers import persons_by_nik  # noqa: PLC0415

    rng = Random(11)  # which numbers are asked
    user = User.objects.get(username="tuti")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    in_sight = Person.objects.visible_to(user).filter(search_name__regex="[0-9]$")
    near = [it.nik.digits for it in in_sight.order_by("nik_index")[: RUNS + 1]]
    families = Family.objects.across_areas(why="benchmark").filter(door="demo").count()

    def anywhere() -> str:
        return f"90{rng.randrange(families - 100):014}"

    def page(run: int) -> None:
        shown = client.post("/cari/", {"q": near[run]}).content.decode()
        assert "/keluarga/0" in shown

    def typed(_run: int) -> None:
        answer = client.post("/keluarga/periksa-nik/", {"nik": anywhere()})
        assert answer.status_code == 200

    return {
        "search: found": lambda run: _sure(find(user, near[run])),
        "search: exists, seldom in sight": lambda _run: find(user, anywhere()),
        "search: nobody has it": lambda _run: find(user, f"8{rng.randrange(10**15):015}"),
        "whose it is, in the whole nation": lambda _run: _sure(persons_by_nik([anywhere()])),
        "page of the search": page,
        "page: a number while it is typed": typed,
    }


def _sure(found: object) -> None:
    assert found


def _time(name: str, ask: Callable[[int], Any]) -> None:
    ask(-1)
    times = []
    for run in range(RUNS):
        started = perf_counter()
        ask(run)
        times.append((perf_counter() - started) * 1000)
    print(f"{name:44}{median(times):10.2f}{quantiles(times, n=20)[-1]:10.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 334_000)
