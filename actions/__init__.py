"""The custom actions. One Rasa action, `action_turn`, hands each turn to the one it belongs to:

- `faq_reply`         a worry or question answered from the content
- `attachment_check`  the guided look at closeness and crying
- `culture_check`     the guided look at what was learned about crying
- `practice_reply`    the way to a person: booking, prices, personal difficulties, complaints
- `intake_reply`      asking for an appointment: the only one that calls the intake's store
- `review_reply`      keeping a question that had no answer, where its writer says yes
- `assistant_reply`   talk about the chat itself
- `danger_reply`      help first, whenever there is danger

They are thin: what they say is in `data/`, how it is chosen in `bot/dialogue/`.
"""
