"""The staff pages: what the commands `review` and `intake` do, and how often what was asked, in a browser."""
