"""Ways by the streets of a map. `network` makes a small graph out of a map's lines: points where nothing
branches are taken out, their lengths kept. `snapping` finds for a door the street beside it, in the middle of
a line as well as at its ends, and how far the door is from it. `distances` measures the shortest way from
every door to every other one, up to a radius. Who reads the map from a file, and who keeps what was measured,
is not known here."""
