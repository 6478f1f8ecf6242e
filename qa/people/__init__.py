"""Who somebody is, who holds an office, and who said what."""
