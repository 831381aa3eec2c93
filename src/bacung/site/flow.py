"""The diagram of the system: what is announced, and who listens, in this order, in the same transaction."""

from bacung.ground.events import Flow

FLOW: Flow = {}
