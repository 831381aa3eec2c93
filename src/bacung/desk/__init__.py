"""What the office does at the station itself: for now, what was collected or activated there, by whom."""
