"""Documents out, through pandoc."""
