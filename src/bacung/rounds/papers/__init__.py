"""What a pair carries in hand: the evening sheet on paper and the same sheet as a workbook to give back.

Frozen data come in and bytes come out; no model, no clock, no disk. The words on these papers are Vietnamese
and live here, as the paper is Vietnamese whatever language the screen speaks.
"""
