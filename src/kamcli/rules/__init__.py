"""The procedure, pure: facts and a day go in, what follows from them comes out."""
