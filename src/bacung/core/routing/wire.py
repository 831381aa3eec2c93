"""Problem and Plan of the evening as JSON values, with hours as "17:30" and ways by street packed."""

from bacung.core.routing.hours import Hour
from bacung.core.routing.packed import StreetWays
from bacung.core.wire import Wire
from bacung.core.wire import write as write

_WIRE = Wire("routing.malformed", spoken=(Hour, StreetWays))

read = _WIRE.read
read_bytes = _WIRE.read_bytes
malformed = _WIRE.malformed
