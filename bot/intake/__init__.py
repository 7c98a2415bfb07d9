"""What moderators give, a file or an address → text that `knowledge.read` can read.

An `Upload` is a file name with its bytes. `converted` makes text of one (PDF and Word in a process
of their own, the rest as it is), `Fetcher.fetch` makes one of an https address. Both are given
`Limits`, and both return a `Refusal` with one plain line where the answer is no:

    found = await Fetcher().fetch(url, limits)               # Upload | Refusal
    ready = await converted(Upload(name, content), limits)   # Upload | Refusal

What is no PDF, Word file or known binary is passed on: `knowledge.read` has the last word on it.
"""

from bot.intake.documents import converted
from bot.intake.fetching import Fetcher
from bot.intake.uploads import Limits, Refusal, Upload

__all__ = ["Fetcher", "Limits", "Refusal", "Upload", "converted"]
