"""Checks, compiles and runs graphs; knows no operator, no database, no queue."""
