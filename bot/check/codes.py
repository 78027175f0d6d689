"""The catalogue of everything the check can report.

A code is never used again for something else: staff and tests refer to it.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.check.problem import ERROR, WARNING, Problem


class Code(NamedTuple):
    """How bad a finding is, and the rule behind it."""

    level: str
    rule: str


CODES: dict[str, Code] = {
    # The file itself
    "T001": Code(ERROR, "The file is readable YAML."),
    "T002": Code(ERROR, "No tabs."),
    "T003": Code(ERROR, "Straight quotation marks only."),
    "T004": Code(ERROR, "The indentation fits."),
    "T005": Code(ERROR, "No key is written twice."),
    "T006": Code(ERROR, "Every key is a known one."),
    "T007": Code(ERROR, "Every key holds what belongs there: a text, a list or keys."),
    "T008": Code(ERROR, "The file is UTF-8 and not empty."),
    "T009": Code(ERROR, "Files that are not Rasa's do not use Rasa's keys."),
    # Which topic it is
    "T010": Code(ERROR, "Every topic has an answer."),
    "T011": Code(ERROR, "Every topic has a title."),
    "T012": Code(ERROR, "The title is one of the examples, letter for letter."),
    "T013": Code(ERROR, "The title is short enough for a button."),
    "T014": Code(ERROR, "No two topics have the same title."),
    "T015": Code(ERROR, "One file, one topic: file name, intent and response agree."),
    "T016": Code(ERROR, "The topic is one of the contract's, or names one."),
    "T017": Code(ERROR, "Every 'next' is a topic of the contract."),
    "T018": Code(ERROR, "Every topic of the contract has a file."),
    "T019": Code(ERROR, "The group is the one that the contract names."),
    # What it rests on, when it was written
    "T020": Code(ERROR, "Every faq answer names its sources."),
    "T021": Code(ERROR, "The evidence level is one of the three."),
    "T022": Code(ERROR, "Every topic says when it was written."),
    "T023": Code(ERROR, "A review has a name and a date."),
    "T024": Code(ERROR, "Every source is in sources.yml."),
    "T025": Code(ERROR, "No source is cited that nobody has seen."),
    "T026": Code(ERROR, "The two articles are cited with their section."),
    "T027": Code(WARNING, "Every faq topic has all its parts."),
    "T028": Code(ERROR, "Follow-ups and cues have known names."),
    "T029": Code(ERROR, "Every placeholder can be filled."),
    # Claims
    "T030": Code(ERROR, "Every claim is answered or left out for a reason."),
    "T031": Code(ERROR, "A claim that is left out is not used."),
    "T032": Code(ERROR, "Every claim id exists."),
    "T033": Code(ERROR, "A contradicted or unsourced claim is no part of a first answer."),
    "T034": Code(ERROR, "Every part of the two articles is accounted for."),
    "T035": Code(ERROR, "CLAIMS.md is up to date."),
    # Wording
    "T040": Code(ERROR, "A first answer has three lines."),
    "T041": Code(ERROR, "Texts keep to their length."),
    "T042": Code(ERROR, "No figures in a first answer."),
    "T043": Code(ERROR, "An answer opens with the answer."),
    "T044": Code(ERROR, "No phrase that hurts."),
    "T045": Code(ERROR, "No telephone number in a topic."),
    "T046": Code(WARNING, "A first answer is easy to read."),
    "T047": Code(WARNING, "One sentence where one sentence is wanted."),
    "T048": Code(ERROR, "No studies in a first answer."),
    # Training phrases
    "T050": Code(ERROR, "No phrase belongs to two topics."),
    "T051": Code(WARNING, "No near copies in two topics."),
    "T052": Code(ERROR, "Enough phrases for each topic."),
    "T053": Code(WARNING, "No phrase twice in one topic."),
    "T054": Code(ERROR, "Phrases are plain lines that start with '- '."),
    "T055": Code(WARNING, "The phrases of a topic differ in how they begin and what they say."),
    "T056": Code(ERROR, "No one's personal data in a phrase."),
    "T057": Code(WARNING, "No topic has so many phrases that it drowns the others."),
    # The guided checks
    "T080": Code(ERROR, "A guided check has all its parts."),
    "T081": Code(ERROR, "Its answers have names of their own, and none is a kind of person."),
    "T082": Code(ERROR, "What it refers to exists."),
    "T083": Code(ERROR, "The sentences and words that both checks share are there."),
    "T084": Code(ERROR, "A guided check has a file, and its turns stay short."),
    # The intake
    "T090": Code(ERROR, "The intake has every text it says."),
    "T091": Code(ERROR, "The intake's fields are the ones that records know, with their options."),
    "T092": Code(ERROR, "The intake's questions are whole and ask for fields that are there."),
    "T093": Code(ERROR, "The intake's buttons are short enough."),
    "T094": Code(ERROR, "The intake has words for everything that people may want of it."),
    "T095": Code(ERROR, "Every placeholder of the intake can be filled."),
    # The other files
    "T060": Code(ERROR, "Every entry of a list file is complete and there once."),
    "T061": Code(ERROR, "Every key that the program needs is there and filled."),
    "T062": Code(ERROR, "Numbers, dates, colours, addresses and fixed words are written as such."),
    "T063": Code(ERROR, "What a file refers to exists."),
    "T064": Code(ERROR, "Every topic can be reached."),
    "T065": Code(ERROR, "Every file lies where it is read."),
    # Who answers for it
    "T070": Code(WARNING, "A review is not older than the practice allows."),
    "T071": Code(ERROR, "Somebody looks after every file."),
    # What is understood besides topics
    "T100": Code(ERROR, "The cue files can be used."),
    "T101": Code(ERROR, "The danger screen's files can be used."),
    # Rasa's own files
    "T110": Code(ERROR, "No two rules ask for different things in the same situation."),
    "T111": Code(ERROR, "domain.yml is there, with every group of topics and every action."),
    "T112": Code(ERROR, "Rules name groups and actions that exist."),
    # Conversations that must go as written
    "T120": Code(ERROR, "Every scenario expects something that can come."),
    "T121": Code(ERROR, "Every scenario goes as written."),
}


def problem(code: str, file: str, line: int, message: str, remedy: str) -> Problem:
    """Return a problem with the level that the catalogue gives its code."""
    return Problem(code, file, line, message, remedy, CODES[code].level)
