"""Optional accounts: who may sign in, and the gate in front of every page."""
