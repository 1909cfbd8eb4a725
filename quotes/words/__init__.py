"""What an English word is: a time, a pronoun, a noun for a speaker, a synonym. The lists are in data/en."""
