"""Passages, vectors and words on disk."""
