"""Which keys and values the content files may use."""

from __future__ import annotations

EVIDENCE = ("peer-reviewed", "article", "practice")
ATTACHMENT_CUES = ("keeps_distance", "seeks_reassurance", "at_ease")
CULTURE_CUES = (
    "family",
    "gender",
    "religion",
    "heritage",
    "language",
    "generation",
    "profession",
)

# Every way a person may go on about a topic (intents followup/<kind>).
FOLLOWUP_KINDS = (
    "more",
    "why",
    "how",
    "sure",
    "source",
    "certain",
    "what_if",
    "normal",
    "say",
    "men",
    "women",
    "first_time",
    "online",
    "long",
    "someone_else",
    "yes",
    "no",
    "which",
    "something_else",
    "vague",
)
# These have a field of their own or one text for all topics, so no topic writes them.
GENERIC_FOLLOWUPS = frozenset({"more", "sure", "source", "yes", "no", "which", "something_else", "vague"})
TOPIC_FOLLOWUPS = tuple(kind for kind in FOLLOWUP_KINDS if kind not in GENERIC_FOLLOWUPS)

TOPIC_FILE_KEYS = ("version", "nlu", "responses")
NLU_KEYS = ("intent", "examples")
RESPONSE_KEYS = ("text", "metadata")
METADATA_KEYS = (
    "title",
    "topic",
    "also",
    "again",
    "more",
    "sure",
    "evidence",
    "sources",
    "claims",
    "followups",
    "attachment",
    "culture",
    "next",
    "ask_back",
    "written_on",
    "reviewed_by",
    "reviewed_on",
)
SOURCE_REF_KEYS = ("id", "section")
CLAIMS_KEYS = ("answered", "asked")

# Rasa takes any file in data/ with one of these keys for its own.
RASA_KEYS = frozenset({"nlu", "responses", "rules", "stories", "forms", "slots", "intents"})

PLACEHOLDERS = (
    "practice_name",
    "phone",
    "email",
    "hours",
    "reply_time",
    "booking_url",
    "address",
    "fees",
    "online",
    "people",
    "languages",
    "complaints_body",
    "retention_hours",
    "intake_retention_days",
    "intake_draft_hours",
    "review_retention_days",
    "qualifications_note",
)


def is_claim(topic_id: str) -> bool:
    """Whether a topic deals with one claim that people repeat (``claim_...``)."""
    return topic_id.startswith("claim_")
