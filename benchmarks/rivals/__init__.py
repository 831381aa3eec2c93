"""The opponents: the same instances, the same CPU time, each tuned as well as we know how.

`pyvrp_ils.py` PyVRP, `ortools_gls.py` OR-tools' routing library, `vroom_search.py` VROOM, `plain.py` greedy
and nearest neighbour. How each is tuned stands in its file. None is used by the product.
"""
