"""What moderators change: a server's articles, their revisions, and the tests that guard them."""
