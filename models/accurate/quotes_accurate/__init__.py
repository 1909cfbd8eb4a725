"""The accurate reader of `quotes`: the folder `model` beside this file holds its pipeline."""
