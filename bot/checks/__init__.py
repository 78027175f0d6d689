"""The guided checks as plain data and pure functions: definitions, what an answer means, what comes next, the note.

Nothing here knows Rasa, the store or the conversation around it; `bot.dialogue.check` is the edge.
"""
