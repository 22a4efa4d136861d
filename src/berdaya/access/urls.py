"""Users, and allauth's pages under Indonesian addresses: only those that we need.

Without e-mail there is no sign-up, no confirmation and no reset by mail: an administrator
gives the account and a new password.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from berdaya.access import invitation_views, trace_views, views

urlpatterns = [
    path("akun/masuk/", allauth.login, name="account_login"),
    path("akun/keluar/", allauth.logout, name="account_logout"),
    path("akun/daftar/", allauth.signup, name="account_signup"),
    path("akun/nonaktif/", allauth.account_inactive, name="account_inactive"),
    path("akun/kata-sandi/", allauth.password_change, name="account_change_password"),
    path("akun/pastikan/", allauth.reauthenticate, name="account_reauthenticate"),
    path("akun/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("akun/kode/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/dua-langkah/", mfa.index, name="mfa_index"),
    path("akun/dua-langkah/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/dua-langkah/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "akun/dua-langkah/cadangan/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/dua-langkah/cadangan/baru/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("akun/saya/", views.own_account, name="own_account"),
    path("pengguna/", views.user_list, name="user_list"),
    path("pengguna/baru/", views.user_new, name="user_new"),
    path("pengguna/<uuid:user_id>/", views.user_detail, name="user_detail"),
    path("pengguna/<uuid:user_id>/kata-sandi/", views.user_password, name="user_password"),
    path(
        "pengguna/<uuid:user_id>/dua-langkah/",
        views.user_second_factor,
        name="user_second_factor",
    ),
    path("pengguna/undang/", invitation_views.invitation_new, name="invitation_new"),
    path(
        "pengguna/undang/<uuid:invitation_id>/",
        invitation_views.invitation_detail,
        name="invitation_detail",
    ),
    path(
        "pengguna/undang/<uuid:invitation_id>/tarik/",
        invitation_views.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "pengguna/<uuid:user_id>/tautan/",
        invitation_views.user_invite_back,
        name="user_invite_back",
    ),
    path("undangan/<str:token>/", invitation_views.invitation_open, name="invitation_open"),
    path("peran/", trace_views.access_table, name="access_table"),
    path("jejak/", trace_views.trace_list, name="trace_list"),
    path("jejak/lihat/", trace_views.look_list, name="look_list"),
    path("peran/<uuid:role_id>/akhiri/", views.role_end, name="role_end"),
]
