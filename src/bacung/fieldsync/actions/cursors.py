"""How far a phone was told of its round, kept before it hears it."""

from bacung.fieldsync.models import Device


def note_told(device: Device, seq: int) -> None:
    """Remember that the phone was given `seq` for a cursor. A database set back to an older copy knows none
    of the cursors it gave since, and so it is found out when one of them comes back.
    """
    Device.objects.filter(pk=device.pk, epoch=device.epoch, pulled_seq__lt=seq).update(pulled_seq=seq)
