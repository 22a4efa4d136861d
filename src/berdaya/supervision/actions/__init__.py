"""The verbs of review by colleagues."""

from berdaya.supervision.actions.giving import give_review, take_back
from berdaya.supervision.actions.reviewing import answer_review, step_back, write_review
from berdaya.supervision.actions.sampling import draw_sample

__all__ = [
    "answer_review",
    "draw_sample",
    "give_review",
    "step_back",
    "take_back",
    "write_review",
]
