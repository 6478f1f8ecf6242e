"""The embedding model and cross-encoders: their files, the compiled encoder, the reference that it is checked against."""
