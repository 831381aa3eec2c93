"""What of postings a viewer may read."""

from bacung.postings.queries.own import PostedPair, posted

__all__ = ["PostedPair", "posted"]
