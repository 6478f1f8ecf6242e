"""The steps of a sync: what the folder holds, what differs from the index, what is embedded, written and published."""
