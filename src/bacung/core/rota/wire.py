"""Problems and answers of who goes where, as JSON values."""

from bacung.core.wire import Wire
from bacung.core.wire import write as write

_WIRE = Wire("rota.malformed")

read = _WIRE.read
read_bytes = _WIRE.read_bytes
decode = _WIRE.decode
malformed = _WIRE.malformed
unique = _WIRE.unique
