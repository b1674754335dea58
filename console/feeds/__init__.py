"""Ways in for sheets and platform data, one file each."""
