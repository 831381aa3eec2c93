"""Django's settings, all from the options table."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bacung.ground.kept import kept
from bacung.site.options import read_options

_options = read_options()

BACUNG_HOME: Path = _options["BACUNG_HOME"]  # type: ignore[assignment]
BACUNG_KEYS: str = _options["BACUNG_KEYS"]  # type: ignore[assignment]
BACUNG_ESCROW: str = _options["BACUNG_ESCROW"]  # type: ignore[assignment]
BACUNG_UPLOAD_BYTES: int = _options["BACUNG_UPLOAD_MB"] * 1024 * 1024  # type: ignore[operator]
BACUNG_READ_SECONDS: int = _options["BACUNG_READ_SECONDS"]  # type: ignore[assignment]
BACUNG_PLAN_SECONDS: int = _options["BACUNG_PLAN_SECONDS"]  # type: ignore[assignment]
BACUNG_LAN: str = _options["BACUNG_LAN"]  # type: ignore[assignment]
BACUNG_PROXIES: list[str] = _options["BACUNG_PROXIES"]  # type: ignore[assignment]
BACUNG_FLOW = "bacung.site.flow.FLOW"


# Whatever is written from here on, the database first, is its owner's alone.
os.umask(0o077)


def _database(url: str) -> dict[str, object]:
    """Django's description of the database at `url`."""
    if not url or url.startswith("sqlite:///"):
        name = url.removeprefix("sqlite:///") if url else str(BACUNG_HOME / "bacung.sqlite3")
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
                    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


DEBUG: bool = _options["BACUNG_DEBUG"]  # type: ignore[assignment]
SECRET_KEY: str = _options["BACUNG_SECRET"] or kept(  # type: ignore[assignment]
    BACUNG_HOME / "secret.txt", lambda: secrets.token_urlsafe(48)
)
ALLOWED_HOSTS: list[str] = _options["BACUNG_HOSTS"]  # type: ignore[assignment]
DATABASES = {"default": _database(str(_options["BACUNG_DATABASE_URL"]))}

ROOMS = (
    "ground",
    "areas",
    "staff",
    "drives",
    "registry",
    "intake",
    "postings",
    "rounds",
    "visits",
    "ledger",
    "desk",
    "fieldsync",
    "board",
    "reports",
    "site",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "treebeard",
    *(f"bacung.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bacung.ground.middleware.content_security",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bacung.ground.middleware.spoken_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bacung.staff.middleware.who_asks",
    "bacung.ground.middleware.problems_answered",
]

ROOT_URLCONF = "bacung.site.urls"
WSGI_APPLICATION = "bacung.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bacung.site.context.demonstration",
            ],
        },
    },
]

AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {
    "login": "bacung.staff.forms.LogInForm",
    "reauthenticate": "bacung.staff.forms.IsItYouForm",
}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "bacung.staff.adapter.ClosedDoor"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["bacung.ground.formats"]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Counts who asks too often: of two thousand phones and those who guess codes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_HANDLERS = ["bacung.ground.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(_options["BACUNG_HTTPS"])
# A name on a local network outlives its certificate, and its set-up page must stay reachable without one.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _options["BACUNG_HTTPS"] and _options["BACUNG_HSTS"] else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "bacung.ground.views.stale_form"

# Faults go to standard error, without the data they were about; refusals are no faults and are not logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
    },
}
