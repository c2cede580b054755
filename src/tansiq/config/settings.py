"""Settings. What an installation chooses comes from the environment, see docs/deploy.md."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from tansiq.config import environment

PACKAGE = Path(__file__).resolve().parents[1]
TANSIQ_CHARTER = os.environ.get("TANSIQ_CHARTER", "yem")
TANSIQ_CHARTER_DIR = Path(os.environ.get("TANSIQ_CHARTER_DIR") or environment.REPOSITORY / "charter")
# Institutions whose signature under the pack counts: JSON, a list of {institution, civil, key}.
TANSIQ_CHARTER_KEYS = Path(os.environ["TANSIQ_CHARTER_KEYS"]) if os.environ.get("TANSIQ_CHARTER_KEYS") else None
TANSIQ_DATA_DIR = environment.data_dir()
# Plain http: the demo and the smoke run on loopback only; the server refuses to listen elsewhere with it.
TANSIQ_PLAIN_HTTP = environment.flag("TANSIQ_PLAIN_HTTP")

SECRET_KEY = environment.secret_key()
DEBUG = False
DEBUG_PROPAGATE_EXCEPTIONS = False
ADMINS: list[str] = []
ALLOWED_HOSTS = os.environ.get("TANSIQ_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "tansiq.desk.apps.DeskConfig",
    "tansiq.kernel.apps.KernelConfig",
    "tansiq.kernel.access.apps.AccessConfig",
    "tansiq.kernel.audit.apps.AuditConfig",
    "tansiq.kernel.decisions.apps.DecisionsConfig",
    "tansiq.kernel.packs.apps.PacksConfig",
    "tansiq.kernel.retention.apps.RetentionConfig",
    "tansiq.kernel.clocks.apps.ClocksConfig",
    "tansiq.people.apps.PeopleConfig",
    "tansiq.gateway.apps.GatewayConfig",
    "tansiq.compartments.intelligence.apps.IntelligenceConfig",
    "tansiq.compartments.casework.apps.CaseworkConfig",
    "tansiq.compartments.custody.apps.CustodyConfig",
    "tansiq.compartments.protection.apps.ProtectionConfig",
    "tansiq.compartments.oversight.apps.OversightConfig",
    "tansiq.compartments.victims.apps.VictimsConfig",
    "tansiq.compartments.cooperation.apps.CooperationConfig",
    "tansiq.exchange.apps.ExchangeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "template_partials",
    "ninja",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    # These come first, so that redirects, static files and errors carry their headers too.
    "tansiq.desk.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tansiq.desk.middleware.ActorMiddleware",
]

ROOT_URLCONF = "tansiq.desk.urls"
WSGI_APPLICATION = "tansiq.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "desk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tansiq.desk.context.desk",
            ],
        },
    }
]
FORM_RENDERER = "tansiq.desk.renderer.FormRenderer"

# `tansiq migrate` alone works under the owner's login.
_LOGIN = os.environ.get("TANSIQ_LOGIN", "app")
DATABASES = {
    "default": environment.login(_LOGIN).as_django(pool={"min_size": 1, "max_size": 6, "timeout": 20}),
    "matcher": environment.login("matcher").as_django(pool={"min_size": 0, "max_size": 2, "timeout": 20}),
}
DATABASE_ROUTERS = ["tansiq.kernel.db.router.DefaultOnly"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "tansiq.desk.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # also how long a proof of who acts is good for decisions
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # every other session ends by itself, because its password is another
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user", "change_password": "5/m/user",
}  # fmt: skip
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TANSIQ_PROXIES", default=0, least=0, most=5)
TANSIQ_IDLE_MINUTES = environment.number("TANSIQ_IDLE_MINUTES", default=30, least=5, most=480)
ACCOUNT_FORMS = {
    "login": "tansiq.desk.account_forms.SignIn",
    "change_password": "tansiq.desk.account_forms.OwnPassword",
}
MFA_FORMS = {
    "activate_totp": "tansiq.desk.account_forms.AddAuthenticator",
    "authenticate": "tansiq.desk.account_forms.SecondFactor",
    "reauthenticate": "tansiq.desk.account_forms.SecondFactorAgain",
    "add_webauthn": "tansiq.desk.account_forms.AddPasskey",
    "edit_webauthn": "tansiq.desk.account_forms.RenamePasskey",
}
# An identity provider signs in whoever has linked their account there; it enrols nobody. None unless it is set.
TANSIQ_IDENTITY_PROVIDER = environment.identity_provider()
SOCIALACCOUNT_ADAPTER = "tansiq.desk.provider.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = TANSIQ_IDENTITY_PROVIDER.as_allauth() if TANSIQ_IDENTITY_PROVIDER else {}
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MFA_ADAPTER = "tansiq.desk.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_TOTP_ISSUER = "Tansiq"

# Counts of failures and marks of used codes stand here. Django's own cache counts all rows at each write, and takes
# away a third of those that hold once they are many: so many made-up handles would reset somebody's count.
CACHES = {"default": {"BACKEND": "tansiq.kernel.db.cache.UncountedCache", "LOCATION": "tansiq_cache"}}

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"  # stored; people see the charter's zone
FORMAT_MODULE_PATH = ["tansiq.config.formats"]

STATIC_URL = "/static/"

STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

_secure = not TANSIQ_PLAIN_HTTP
SESSION_COOKIE_NAME = "__Host-tansiq" if _secure else "tansiq"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_NAME = "__Host-tansiq-csrf" if _secure else "tansiq-csrf"
SESSION_SERIALIZER = "tansiq.kernel.access.sessions.SealedSerializer"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
CSRF_COOKIE_HTTPONLY = False
SECURE_SSL_REDIRECT = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to the identity provider: the browser holds its redirect to this list as well.
        "form-action": [SELF, *([TANSIQ_IDENTITY_PROVIDER.origin] if TANSIQ_IDENTITY_PROVIDER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# A certificate of forty heirs has six fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
FILE_UPLOAD_HANDLERS = ["tansiq.kernel.uploads.Gate"]
CSRF_FAILURE_VIEW = "tansiq.desk.errors_views.csrf_failure"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# No handler of Django's own: it would mail the values of a request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"places": {"()": "tansiq.kernel.logs.PlaceFormatter", "fmt": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "places"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "tansiq": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
    },
}
