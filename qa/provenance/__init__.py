"""What stands behind a citation: copies, versions, corrections, other sources that disagree, its age."""
