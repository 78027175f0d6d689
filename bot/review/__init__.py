"""What visitors asked and the bot could not answer, kept where they said yes; and counts of what was asked, by day."""
