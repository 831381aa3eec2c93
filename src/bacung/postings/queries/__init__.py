"""What of postings a viewer may read."""
