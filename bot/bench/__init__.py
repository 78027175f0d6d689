"""Times this bot beside Rasa's own defaults: one run, one machine, the same data, the same kind of store.

What is measured: `timing` (turns over HTTP), `training` (how long it takes), `compare` (understanding alone).
"""
