"""What visits do without anybody asking: teach."""

from bacung.ground.chores import chore
from bacung.visits.actions import teach_when_due

chore(teach_when_due)
