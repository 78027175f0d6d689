"""The way into the practice: what a person agreed to hand over, and how it reaches staff."""
