"""What changed between two studies or two views, in sentences, and which changes moved the order."""
