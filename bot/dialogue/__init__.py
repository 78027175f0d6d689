"""The conversation: plain functions over plain data. Nothing here knows Rasa.

`turn` is what came in, `state` what is remembered, `route` decides whose turn it is, the other modules answer,
`reply` is what goes out.
"""
