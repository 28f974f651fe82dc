"""Clearance 安全距离: how far a tree must stand from what lies below, beside and above it, and whether it does."""
