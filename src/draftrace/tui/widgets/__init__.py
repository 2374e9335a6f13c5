"""Widgets that paint rows of spans; what the rows say is computed elsewhere."""
