"""How often Pilcrow quotes the right place, and how rarely it answers what no article says.

python -m benchmarks.quality       measure, beside other search libraries
python -m benchmarks.quality.fit   fit the weights that `knowledge` ships again
"""
