"""Tests mirror the tree; names are sentences; reliability cases carry their id."""
