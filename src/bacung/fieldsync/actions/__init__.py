"""Every write about phones and what they send."""
