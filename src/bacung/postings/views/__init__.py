"""The pages of postings: musters, the rota, swaps; stays, briefings, students."""
