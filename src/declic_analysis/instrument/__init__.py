"""The survey itself, from the study: for Kobo and ODK, for LimeSurvey, on paper; its information text and its messages.

Its sentences live in `assets/texts.yaml` of this room: `wording` stands on the same floor and speaks of results.
"""

from declic_analysis.instrument.making import TARGETS, Written, write_questionnaire

__all__ = ["TARGETS", "Written", "write_questionnaire"]
