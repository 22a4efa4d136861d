from django.urls import path

from berdaya.insights import (
    about_you,
    board_views,
    doubles_views,
    export_views,
    group_list,
    groups,
    opensid_views,
    research_views,
    views,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("penelitian/", research_views.research, name="research"),
    path(
        "penelitian/<slug:instrument>-<int:year>.csv",
        research_views.research_export,
        name="research_export",
    ),
    path("cari/", views.search, name="search"),
    path("keluarga/<uuid:family_id>/", views.family_detail, name="family_detail"),
    path("keluarga/<uuid:family_id>/catatan/", about_you.family_record, name="family_record"),
    path("orang/<uuid:person_id>/", views.person_detail, name="person_detail"),
    path("kembar/", doubles_views.double_list, name="double_list"),
    path(
        "kembar/<uuid:kept_id>/<uuid:absorbed_id>/",
        doubles_views.double_pair,
        name="double_pair",
    ),
    path(
        "kembar/<uuid:first_id>/<uuid:second_id>/beda/",
        doubles_views.double_apart,
        name="double_apart",
    ),
    path(
        "kembar/keluarga/<uuid:kept_id>/<uuid:absorbed_id>/",
        doubles_views.double_families,
        name="double_families",
    ),
    path("gabungan/<uuid:merge_id>/pisah/", doubles_views.merge_undo, name="merge_undo"),
    path("kelompok/", group_list.group_list, name="group_list"),
    path("kelompok/wilayah/", group_list.group_areas, name="group_areas"),
    path("kelompok/<uuid:group_id>/", groups.group_detail, name="group_detail"),
    path("papan/", board_views.board, name="board"),
    path("papan/<area:code>/", board_views.board_area, name="board_area"),
    path(
        "papan/<area:code>/papan.<ending:ending>",
        export_views.board_export,
        name="board_export",
    ),
    path("papan/<area:code>/opensid/", opensid_views.opensid, name="opensid"),
    path("papan/<area:code>/keluarga/", board_views.board_families, name="board_families"),
    path(
        "papan/<area:code>/keluarga.<ending:ending>",
        export_views.families_export,
        name="families_export",
    ),
]
