"""What people wrote or said: contract tables and a codebook of themes → result frames.

One method a file; import the one you need, e.g. ``declic_analysis.verbatims.normalising``.
"""
