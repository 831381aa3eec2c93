"""The door granian opens."""

import gc
import os
import threading
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")


def _leave_with_starter() -> None:
    """Go when the process that started this one is killed, or the port would stay taken by an orphan."""
    starter = os.getppid()
    while os.getppid() == starter:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=_leave_with_starter, daemon=True).start()
# What is loaded stays for good, and a push makes thousands of objects that go by themselves.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
# Behind a proxy of one's own, who asks and over what is what the proxy says; nobody else is believed.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.BACUNG_PROXIES)
gc.collect()
gc.freeze()
gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 10)
