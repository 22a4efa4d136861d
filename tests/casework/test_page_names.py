"""A client who asks who read their case is answered in words, not in addresses."""

import sys

from django.urls import URLPattern, get_resolver

from berdaya.casework.case_views import page_names

OF_NO_CASE_YET = ("kasus/minta/", "kasus/masuk/", "kasus/darurat/")


def addresses():
    """The pages that are about one case; a module with a PAGE notes them all by that name."""

    def ours(resolver, before=""):
        for one in resolver.url_patterns:
            path = f"{before}{one.pattern}"
            if not isinstance(one, URLPattern):
                yield from ours(one, path)
            elif path.startswith("kasus") and "<" in path:
                yield path, one.name, getattr(sys.modules[one.callback.__module__], "PAGE", "")

    return [it for it in ours(get_resolver()) if not it[0].startswith(OF_NO_CASE_YET)]


def test_every_page_of_a_case_has_a_name_in_the_list_of_who_read_it():
    found = addresses()
    assert len(found) > 50
    assert {page or name for _path, name, page in found} <= set(page_names())
