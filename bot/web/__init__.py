"""The page at ``/``: server-rendered, self-contained, nothing from any other host."""
