"""Questions about tokens. This is the only folder that knows dependency labels, and it has no English words."""
