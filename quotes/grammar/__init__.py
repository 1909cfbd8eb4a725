"""What may be asked of a token, and the only folder that knows dependency labels. No English words here."""
