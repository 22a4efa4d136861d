"""How the pages of the path are reached."""


def path_pages(case, ended_case):
    """The path of a case that began and of one that ends; the steps that each may take."""
    return {
        "case_path": [(case.pk,), (ended_case.pk,)],
        "case_step": [(case.pk, "end", "client-request"), (ended_case.pk, "close", "close")],
    }
