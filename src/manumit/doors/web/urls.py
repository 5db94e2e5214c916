"""Every address of the Desk."""

from django.urls import include, path
from django.views.generic import RedirectView

from manumit.doors.web.accounts.views import open_link
from manumit.doors.web.api.routes import api

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="desk:home"), name="root"),
    path("open/<str:token>", open_link, name="open_link"),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("api/v1/", api.urls),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("manumit.doors.web.desk.urls")),
]
handler400 = "manumit.doors.web.desk.views.errors.bad_request"
handler403 = "manumit.doors.web.desk.views.errors.forbidden"
handler404 = "manumit.doors.web.desk.views.errors.not_found"
handler429 = "manumit.doors.web.desk.views.errors.too_many"
handler500 = "manumit.doors.web.desk.views.errors.broken"
