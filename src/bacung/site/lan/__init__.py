"""A trusted HTTPS name on a network without internet: a small local authority, the certificate it gives this
machine, the address phones know it by, and the page that says how a phone comes to trust it."""
