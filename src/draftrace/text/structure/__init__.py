"""Structure recognition: pure, one for all formats, fed with blocks by thin readers."""
