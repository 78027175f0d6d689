"""The channel of our own: what the widget and the page talk to, under ``/web/``. This docstring is the contract.

Every body and answer is JSON (UTF-8). A body is at most 64 kB and has 10 seconds to arrive. No cookie is set or read.
Text is text: a leading slash commands nothing, and a button's payload is sent back as an ordinary message.

``POST /web/session`` with ``{}`` (or no body) starts a conversation::

    {"token": "...", "expires_at": 1790000000,         opaque; UNIX seconds; good for `session_hours` after the last turn
     "notice": "I'm a program, ...",                   shown before anything is typed; no turn repeats it
     "opening": {"practice_name", "intro", "footer",
                 "worries": [{"title", "payload", "topic"}],         four; payload == title, plain text
                 "menu":    [{"title", "payload", "topic"}],         the topic menu, in the practice's order
                 "kept":    {"title", "payload", "topic"},           asks what is kept, as a message
                 "help":    {"title", "lines": [{"name", "number", "link", "hours", "by", "emergency"}],
                             "anywhere": {"name", "url"}},           link is tel: or sms:; hours may be ""; by is call or text
                 "contact": {...}}}                                  as GET /web/contact

``POST /web/message`` with ``{"token", "message", "id"?}`` takes a turn. `id` is the client's own name for this message, 1 to
64 of ``A-Z a-z 0-9 _ -``: the same id again within two minutes gets the same answer and is not taken twice, also while the
first is still being answered, so a client that is unsure simply sends again. `message` has at most 20,000 characters::

    {"messages": [...], "token": "...", "expires_at": 1790000000}

`messages` is Rasa's list without `recipient_id`: ``{"text", "buttons"?: [{"title", "payload"}]}`` and exactly one
``{"custom": {...}}`` (the payload). `token` and `expires_at` are there only when the token was renewed: use it from then on
(the old one serves until it expires). A message with signs of danger is answered with help even where a limit would refuse it.

``POST /web/delete`` with ``{"token"}`` deletes the conversation, and the intake's draft if one is open; what was sent to the
practice stays there::

    {"deleted": true, "text": "...", "token": "...", "expires_at": ...}       a new conversation's token comes along

``GET /web/kept`` (no token)::

    {"title": "What does this chat keep?", "texts": ["...", "..."], "delete": "Delete this chat", "deleted": "..."}

``GET /web/contact`` (no token): whether someone answers now, and when the next time is::

    {"title", "open": true, "text": "...", "until": ISO or null, "next_open": ISO or null, "hours": "...", "phone", "tel",
     "email", "booking_url", "reply_time"}        ISO times carry the practice's offset; `until` only while open

Errors have one shape, ``{"error": {"code", "reason"}}``; `reason` is for developers, never shown. Codes, with their status:

    bad_body     400  no JSON, no object, or a field missing or of the wrong kind
    bad_token    401  not ours, or changed: start a session, keep what was typed
    expired      401  too long ago: start a session, keep what was typed
    bad_origin   403  a website that is not in `website: origins:` of data/practice.yml
    not_found    404
    bad_method   405
    slow         408  the body did not arrive in time: send again
    busy         409  Retry-After: this id is still being answered: send again, same id
    too_long     413  the message is over 20,000 characters
    too_large    413  the body is over 64 kB
    rate_limited 429  Retry-After: seconds; same token, same id, later
    failed       500  our side; send again, same id

Limits are in ``website:`` of data/practice.yml: turns a minute for a conversation and for an address; sessions count apart.
CORS: only the origins listed there, with ``POST``, ``GET`` and the header ``Content-Type``; the page's own origin always. Read
`Retry-After` from foreign origins too (it is exposed). Every answer carries the headers of `bot.web.headers`; a route that other
sites may load (the widget's script) sets ``Cross-Origin-Resource-Policy: cross-origin`` itself, which is then kept.
"""
