"""Why an attribution was found, or none."""
