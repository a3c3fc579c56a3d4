"""Whether minds changed, whether that led to jobs, and how sure one can be.

Import the room you need: ``declic_analysis.perception`` (tables to result frames), ``declic_analysis.statistics``
(arrays to numbers), ``declic_analysis.pipeline`` (raw exports to contract tables). This package itself loads nothing.
"""

__version__ = "0.1.0"
