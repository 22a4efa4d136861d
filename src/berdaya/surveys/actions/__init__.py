"""What people do with surveys: record and correct them, keep and discard drafts."""

from berdaya.surveys.actions.drafts import discard_draft, keep_draft
from berdaya.surveys.actions.handing_over import hand_over
from berdaya.surveys.actions.merging import count_anew
from berdaya.surveys.actions.recording import record_assessment, record_assessments
from berdaya.surveys.actions.rescoring import begin_rescoring, rescore_some
from berdaya.surveys.answers import NewAssessment

__all__ = [
    "NewAssessment",
    "begin_rescoring",
    "count_anew",
    "discard_draft",
    "hand_over",
    "keep_draft",
    "record_assessment",
    "record_assessments",
    "rescore_some",
]
