"""The chat's fixed sentences and the words of its window: the names that the program asks for."""

from __future__ import annotations

from bot.check.shapes import REVIEW, TEXT, TEXTS as LIST, Either, Keys, Number, keys

TEXTS_NAMES = (
    "notice", "unclear", "unclear_again", "third_time", "exhausted", "over_long", "blank",
    "check_offer_attachment", "check_offer_culture", "check_declined", "no_type", "also_lead", "sources_lead",
    "failure", "too_much_question", "button_how_sure", "button_more", "button_something_else",
    "button_mostly_crying", "button_more_than_that", "page_intro", "footer_review", "source_practice",
    "page_help", "contact_title", "contact_open", "contact_closed", "contact_unknown", "when_today",
    "when_tomorrow", "when_this_week", "when_later", "when_midnight", "when_midday", "when_morning",
    "when_afternoon", "day_names", "month_names", "kept_web", "kept_delete", "kept_deleted", "faq_title",
    "faq_intro", "faq_contents", "faq_more", "faq_sure", "faq_sources", "faq_source_section", "faq_written",
    "faq_reviewed", "faq_not_reviewed", "faq_hours", "faq_book", "faq_top", "faq_find",
    "faq_evidence_peer_reviewed", "faq_evidence_article", "faq_evidence_practice", "faq_evidence_none",
    "faq_group_faq", "faq_group_claims", "faq_group_practice", "faq_group_assistant", "faq_anywhere",
    "button_keep", "keep_ask", "keep_failed", "keep_gone", "keep_no", "keep_yes",
)  # fmt: skip
WIDGET_NAMES = (
    "launcher", "aside", "close", "leave", "clear", "worries", "log", "messages", "choices", "field", "send",
    "you", "chat", "new_answer", "links", "back", "sure", "sure_peer_reviewed", "sure_article", "sure_practice",
    "sure_rests_on", "sure_section", "sure_faq", "sending", "slow", "retrying", "offline", "limited", "gone",
    "renewed", "too_long", "refused", "waiting", "try_again", "take_back", "help_intro", "help_call",
    "help_text", "help_always", "help_check", "help_elsewhere", "help_practice", "leave_hint", "leave_page",
    "topics", "topics_intro", "topics_page", "contact", "contact_phone", "contact_email", "contact_book",
    "contact_form", "kept", "kept_words", "kept_server", "kept_device", "kept_delete", "kept_deleting",
    "kept_deleted", "kept_not_deleted", "cleared", "idle", "form_step", "form_choose", "form_missing",
    "form_go_on", "form_page", "note", "note_open", "note_intro", "note_field", "note_copy", "note_copied",
    "note_print", "note_download", "note_file", "plain_intro", "form_about", "form_agree", "form_either",
    "form_email", "form_empty", "form_fill", "form_name", "form_phone", "form_tick", "lapsed", "note_carry",
    "note_carry_intro", "note_carry_lead",
)  # fmt: skip

_SAID = Keys(keys(TEXTS_NAMES, Either((LIST, TEXT))), needed=TEXTS_NAMES, more=True)
TEXTS = Keys({**REVIEW, "texts": _SAID}, needed=("texts",))
WIDGET = Keys(
    {
        **REVIEW,
        "widget": Keys(keys(WIDGET_NAMES), needed=WIDGET_NAMES, more=True),
        "idle_minutes": Number("Minutes without a message until the window empties itself"),
    },
    needed=("widget",),
)
