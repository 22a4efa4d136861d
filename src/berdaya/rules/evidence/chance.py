"""How likely something is by chance alone. Exact sums; a month has hundreds of rows, not more."""

from math import exp, lgamma, log


def at_least(k: int, n: int, p: float) -> float:
    """The chance of `k` or more out of `n`, each with chance `p`."""
    if k <= 0 or p >= 1:
        return 1.0
    if p <= 0:
        return 0.0
    ways = lgamma(n + 1)
    return min(
        1.0,
        sum(
            exp(ways - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log(1 - p))
            for i in range(k, n + 1)
        ),
    )


def run_of(length: int, n: int, p: float) -> float:
    """No less than the chance that among `n` some `length` in a row hit, each with chance `p`."""
    if length > n:
        return 0.0
    # the run begins at the first, or after a miss
    return min(1.0, p**length * (1 + (n - length) * (1 - p)))


def with_odds(p: float, times: float) -> float:
    """The chance whose odds are so many times those of `p`."""
    return times * p / (1 - p + times * p)


def chi_square(counts: list[int]) -> float:
    """How far counts are from being equal."""
    expected = sum(counts) / len(counts)
    return sum((one - expected) ** 2 / expected for one in counts)
