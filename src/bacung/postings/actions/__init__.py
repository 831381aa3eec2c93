"""Every write about musters, postings and what becomes of them."""
