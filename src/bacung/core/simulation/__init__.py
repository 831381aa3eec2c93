"""Invented people and what might happen to them, for the demo and for tests.

Communes of households with believable names, ages, numbers and phones; the workbooks their offices would
send, with every fault that real ones have; and evenings at their doors. Nobody here exists. The same seed
gives the same village.

`name_parts.csv` counts parts of names, those seen at least five times, re-tabulated without any full name
from "Gender-Classification-Based-on-Vietnamese-Names" by locle1011 (MIT, copyright (c) 2022 Le Tan Loc).
"""
