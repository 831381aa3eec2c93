"""Ba Cùng plans, walks and proves a door-to-door digital-identity drive.

A workbook comes in at the top; people, doors, visits and account entries flow down; coverage and reports
come out at the bottom; the thinking is plain Python at the side, in `core`.
"""
