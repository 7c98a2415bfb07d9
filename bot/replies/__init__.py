"""What messages say: results → Discord markdown with its limits; nothing is sent from here."""
