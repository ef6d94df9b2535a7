"""The query language: chains of operations on a value, and conditions over named values.

It is Roboflow's, as their workflow definitions write it in JSON. `grammar` says what may be
written, `parse` reads it and names the place of a mistake, `evaluate` computes. Nothing in it runs
code: an operation is one of a closed set, and sizes, depth and steps are bounded.
"""
