"""The door granian opens."""

import os
import threading
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")


def _leave_with_starter() -> None:
    """Go when the process that started this one is killed, or the port would stay taken by an orphan."""
    starter = os.getppid()
    while os.getppid() == starter:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=_leave_with_starter, daemon=True).start()
application = get_wsgi_application()
