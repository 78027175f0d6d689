"""The subcommands of `python -m bot` that start, build and measure."""
