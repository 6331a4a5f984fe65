"""Diplomas, certificates and licences, and what becomes of them in another country."""
