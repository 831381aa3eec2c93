"""The search for a better evening, compiled: plans are torn open in places and filled again, thousands of
times a second."""
