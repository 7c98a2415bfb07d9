"""What moderators learn from the questions asked: pictures, tables and reports."""
