"""Django's settings, made from `Environment`; there is no other settings file."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from berdaya.site.environment import Environment

ENVIRONMENT = Environment.read()
DATA = Path(ENVIRONMENT.data_dir)

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
SECRET_KEY = ENVIRONMENT.secret_key or ("only for trying things out" if DEBUG or DEMO else "")
SECRET_KEY_FALLBACKS = [key for key in ENVIRONMENT.old_secret_keys.split(",") if key]
IDENTITY_KEYS, INDEX_KEY = ENVIRONMENT.identity_keys, ENVIRONMENT.index_key
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.hosts.split(",")]
MAX_UPLOAD_BYTES = ENVIRONMENT.max_upload_mb * 2**20

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "berdaya.sealed",
    "berdaya.areas",
    "berdaya.tallies",
    "berdaya.access",
    "berdaya.ui",
    "berdaya.laws",
    "berdaya.instruments",
    "berdaya.people",
    "berdaya.life",
    "berdaya.consents",
    "berdaya.api",
    "berdaya.surveys",
    "berdaya.followups",
    "berdaya.quality",
    "berdaya.groups",
    "berdaya.services",
    "berdaya.kie",
    "berdaya.mentoring",
    "berdaya.enterprises",
    "berdaya.reports",
    "berdaya.partners",
    "berdaya.capital",
    "berdaya.readiness",
    "berdaya.objectives",
    "berdaya.imports",
    "berdaya.casework",
    "berdaya.caseplans",
    "berdaya.psychosocial",
    "berdaya.contacts",
    "berdaya.outcomes",
    "berdaya.supervision",
    "berdaya.pathway",
    "berdaya.casefile",
    "berdaya.insights",
    "berdaya.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "berdaya.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "berdaya.access.middleware.RoleMiddleware",
    "berdaya.ui.middleware.MethodMiddleware",
    "berdaya.api.middleware.ApiMiddleware",
    "berdaya.ui.middleware.NulMiddleware",
]
ROOT_URLCONF = "berdaya.site.urls"
WSGI_APPLICATION = "berdaya.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parents[1] / "ui" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "berdaya.ui.context.shell",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "berdaya.ui.templatetags.indonesian",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url)}
DATABASE: Any = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    if not Path(DATABASE["NAME"]).is_absolute():
        DATABASE["NAME"] = DATA / DATABASE["NAME"]
    DATABASE["OPTIONS"] = {
        # writers queue at the start of a transaction instead of failing in its middle
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL, not NORMAL: what was confirmed to a person survives the plug being pulled
        "init_command": "PRAGMA journal_mode=wal; PRAGMA synchronous=full;"
        " PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=memory;",
    }
    # a file, because parallel requests fail on the default in-memory test database
    DATABASE["TEST"] = {"NAME": DATA / "test.sqlite3"}
elif DATABASE["ENGINE"].endswith("postgresql"):
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "berdaya.access.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "berdaya.access.second_factor.SecondFactor"
MFA_TOTP_ISSUER = "Berdaya"
MFA_TOTP_TOLERANCE = 1  # clocks of cheap phones are half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# what is sent stays in memory: a larger file would lie in clear in a temporary folder. What is
# larger than allowed is refused by the form, which must see its size.
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES
# a program sends a file in Base64, which makes four letters of three bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES * 4 // 3 + 2**16
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "berdaya.ui.attachments.TooLargeGoesNowhere",
]
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
X_FRAME_OPTIONS = "DENY"

# no log line and no report of an error shows a NIK or KK number in clear
DEFAULT_EXCEPTION_REPORTER = "berdaya.sealed.masking.Reporter"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "hide_numbers": {"()": "berdaya.sealed.masking.HideNumbers"},
        "in_production": {"()": "django.utils.log.RequireDebugFalse"},
    },
    "formatters": {"masked": {"()": "berdaya.sealed.masking.MaskingFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["hide_numbers"],
            "formatter": "masked",
        },
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["in_production", "hide_numbers"],
        },
    },
    "loggers": {
        "django": {"handlers": ["mail_admins"], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
