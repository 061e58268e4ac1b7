"""What pages of transfer read."""
