"""What an English word is: a time, a pronoun, a sort of noun, another word for the same. The lists are in data/en."""
