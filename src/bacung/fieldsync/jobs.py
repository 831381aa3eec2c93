"""What has to be forgotten of phones without anybody asking."""

from bacung.fieldsync.actions.answers import forget_answered
from bacung.fieldsync.actions.forgetting import forget_told
from bacung.ground.chores import chore

chore(forget_answered)
chore(forget_told)
