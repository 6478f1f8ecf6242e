"""What a question says of itself, before anything is searched for."""
