"""What can be known of a person from the way a list writes them.

Names, birth dates, citizen numbers and phones of Vietnam as offices write them: brought to one form, folded
for matching, ordered for reading, checked by structure, decoded from the fonts of the nineties. Everything is
a plain function of its arguments, costs a few microseconds, and proposes rather than decides: a repair is
shown to a person before it counts.

Tables of facts beside the code: `citizen_number_provinces.csv` (63 codes of birth registration, circular
07/2016/TT-BCA), `mobile_prefixes.csv` (prefixes in use, and those before the conversion of 15/9/2018),
`charsets.json` (TCVN3, identical to TCVN5712-1 as glibc has it, and VNI).
"""
