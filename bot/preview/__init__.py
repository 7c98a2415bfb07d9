"""A channel in the browser, in which anyone without a token talks to the bot.

The client is the real one. Discord alone is replaced: what it would send comes from the page, and
what it would be sent is answered here, kept and drawn.
"""
