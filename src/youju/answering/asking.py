"""A question, as it is put to one report."""

from __future__ import annotations

from youju.answering.matching import Weighed
from youju.answering.periods import asked_years, asks_for_target
from youju.answering.profile import Profile
from youju.answering.question import Question


class Asked:
    """How the question's words weigh in the report, and what times it means there."""

    def __init__(self, question: Question, profile: Profile) -> None:
        self.words = Weighed(question.terms, profile.given)
        self.years = frozenset(asked_years(question.text, profile.periods))
        self.wants_target = asks_for_target(question.text)
