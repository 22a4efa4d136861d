"""Months of surveyors who do not exist: honest ones, who differ, and ones who made it up."""

import random
from datetime import UTC, datetime, timedelta

from berdaya.rules.evidence.interviews import Interview

QUESTIONS = 21
BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
# how hard each question is: from what everybody has to what few have
HARDNESS = [-3.2 + 0.22 * number for number in range(QUESTIONS)]


def honest_month(dice: random.Random, count: int = 40) -> list[Interview]:
    """Families of one neighbourhood: alike, some poorer; visits on foot, a few each day."""
    wealth = dice.gauss(0.3, 0.7)  # of the neighbourhood
    return [_visit(dice, wealth, number) for number in range(count)]


def _visit(dice: random.Random, wealth: float, number: int) -> Interview:
    family = dice.gauss(wealth, 1.0)
    no_child = dice.random() < 0.35
    answers = [int(dice.gauss(family - hard, 0.8) > 0) for hard in HARDNESS]
    if no_child:
        answers[5] = 2
    day, turn = divmod(number, 5)
    began = BEGIN + timedelta(days=day, minutes=40 * turn + dice.uniform(0, 12))
    took = timedelta(minutes=dice.lognormvariate(2.4, 0.45))
    return Interview(
        answers=tuple(answers),
        is_full=0 not in answers,
        began=began,
        finished=began + took,
        questions=QUESTIONS - no_child,
        numbers={"ages": tuple(_age(dice) for _ in range(dice.randint(2, 6)))},
    )


def _age(dice: random.Random) -> int:
    """Every fifth elder gives a rounded age, as in the census."""
    age = int(dice.triangular(0, 85, 20))
    return 5 * round(age / 5) if age > 50 and dice.random() < 0.4 else age


def made_up_month(dice: random.Random, count: int = 40) -> list[Interview]:
    """Filled in at a table: a few patterns over and over, minutes apart, round ages."""
    patterns = [tuple(int(dice.random() < 0.8) for _ in range(QUESTIONS)) for _ in range(3)]
    months = []
    for number in range(count):
        answers = dice.choice(patterns)
        began = BEGIN + timedelta(seconds=70 * number)
        months.append(
            Interview(
                answers=answers,
                is_full=0 not in answers,
                began=began,
                finished=began + timedelta(seconds=dice.uniform(25, 60)),
                questions=QUESTIONS,
                numbers={"ages": tuple(dice.choice((10, 25, 30, 35, 40)) for _ in range(4))},
            )
        )
    return months
