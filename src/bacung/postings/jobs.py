"""What postings do without anybody waiting for it."""

from bacung.ground.chores import chore
from bacung.postings.actions.forgetting import forget_stays

chore(forget_stays)
