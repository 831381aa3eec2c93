"""What the project is worked on with, and what no running Ba Cùng needs: the translation books and a
PostgreSQL for tests. `dev.py` starts them with the environment's Python; the house tests ask them."""
