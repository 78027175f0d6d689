"""The topic ids that replies report to the outside, by group.

Ids are only ever added, never renamed: the website, the practice's intake and
black-box tests read them.
"""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "faq": (
        "crying_normal",
        "crying_weakness",
        "therapist_judgement",
        "derail_session",
        "why_cry",
        "benefits",
        "emotional_release",
        "body_effects",
        "long_term_effects",
        "communication",
        "alliance",
        "therapist_response",
        "coping_in_session",
        "embarrassment",
        "holding_back",
        "cannot_cry",
        "crying_a_lot",
        "after_crying",
        "therapist_cries",
        "online_crying",
        "attachment_overview",
        "attachment_secure",
        "attachment_avoidant",
        "attachment_anxious",
        "culture_norms",
        "culture_therapist",
        "gender",
        "research_evidence",
        "research_limits",
        "misconceptions",
        "first_session",
        "confidentiality",
        "crying_elsewhere",
        "does_therapy_work",
        "therapist_fit",
        "kinds_of_help",
    ),
    "check": ("attachment_check", "culture_check"),
    "practice": (
        "booking",
        "practice_info",
        "personal_concern",
        "complaint",
        "diagnosis_medication",
    ),
    "safety": ("crisis",),
    "assistant": (
        "greet",
        "goodbye",
        "thanks",
        "capabilities",
        "bot_challenge",
        "chat_privacy",
        "sources",
        "out_of_scope",
        "unclear",
    ),
}

GROUP_OF: dict[str, str] = {topic: group for group, topics in GROUPS.items() for topic in topics}
TOPICS: frozenset[str] = frozenset(GROUP_OF)

# Answered by code (the danger screen, the "which did you mean" question), so no file in data/topics.
WITHOUT_FILE: frozenset[str] = frozenset({"crisis", "unclear"})
WITH_FILE: tuple[str, ...] = tuple(topic for topic in GROUP_OF if topic not in WITHOUT_FILE)
