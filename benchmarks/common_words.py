"""Writes `knowledge/word_lists/common_en.txt`: the commonest English words and how common they are.

python -m benchmarks.common_words
"""

from __future__ import annotations

from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

COUNT = 10_000
PATH = Path(__file__).parents[1] / "knowledge" / "word_lists" / "common_en.txt"
HEADER = f"""\
# The {COUNT:,} commonest English words, each with its Zipf frequency: the base-10 logarithm of how
# often it stands in a billion words.
# From wordfreq (Robyn Speer, 2022, https://doi.org/10.5281/zenodo.7199437), which builds on
# Wikipedia, subtitles, news, books, the web, Twitter and Reddit.
# Licence of this list, as of wordfreq's data: CC BY-SA 4.0,
# https://creativecommons.org/licenses/by-sa/4.0/
# Written by `python -m benchmarks.common_words`; change it there.
"""


def main() -> None:
    """Write the list."""
    lines = [f"{word} {zipf_frequency(word, 'en'):.2f}" for word in top_n_list("en", COUNT)]
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
