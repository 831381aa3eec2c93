"""What postings print."""
