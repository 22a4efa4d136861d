"""How long a genogram of thirty takes: `python -m benchmarks.genogram [PEOPLE]`.

Draws many families that grew at random, with marriages of cousins among them, and prints the
median and the slowest. The exit status is 1 where the slowest takes more than the bar.
"""

import sys
from random import Random
from statistics import median
from time import perf_counter

from berdaya.rules.casework.genogram import draw
from berdaya.rules.casework.kin import Couple, Family, Kin, ParentOf, Tie

BAR = 0.2  # seconds: the drawing of thirty people
FAMILIES = 200


def grown(count: int, random: Random) -> Family:
    """A family of `count` in about four generations."""
    people = [Kin("0", "Nama", "male", 1900), Kin("1", "Nama", "female", 1904)]
    couples, links = [Couple("0", "1", since=1924)], []
    while len(people) < count:
        couple = random.choice(couples)
        key, born = str(len(people)), 1900 + random.randint(20, 30) * (1 + len(people) // 8)
        people.append(Kin(key, "Nama Panjang", random.choice(("male", "female")), born))
        links += [ParentOf(couple.a, key), ParentOf(couple.b, key)]
        if random.random() < 0.6 and len(people) < count:
            other = str(len(people))
            people.append(Kin(other, "Pasangan", "unknown", born))
            couples.append(Couple(key, other, since=born + 20))
    keys = [one.key for one in people]
    couples += [Couple(*random.sample(keys, 2)) for _ in range(random.randint(0, 1))]
    ties = [Tie(*random.sample(keys, 2), kind="conflict") for _ in range(6)]
    return Family(tuple(people), tuple(couples), tuple(links), (), tuple(ties))


def main(count: int) -> int:
    """Time them all."""
    random = Random(2026)  # the same families every time, no secret
    times = []
    for _ in range(FAMILIES):
        family = grown(count, random)
        started = perf_counter()
        draw(family)
        times.append(perf_counter() - started)
    print(
        f"{FAMILIES} families of {count}: median {median(times) * 1000:.0f} ms, "
        f"slowest {max(times) * 1000:.0f} ms"
    )
    return int(max(times) > BAR)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
