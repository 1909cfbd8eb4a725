"""Why an attribution was found, or why none was."""
