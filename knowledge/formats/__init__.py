"""What articles come as: each module turns one format into a `Draft`."""
