from django.urls import path

from berdaya.supervision import caseload_views

urlpatterns = [
    path("penyeliaan/", caseload_views.caseload_board, name="caseload_board"),
    path("penyeliaan/lama/", caseload_views.case_ageing, name="case_ageing"),
]
