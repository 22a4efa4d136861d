"""Who acts when an operator gives a command at the machine itself and names nobody."""

from django.db import transaction

from berdaya.access.models import Role, User

USERNAME = "komputer"
KINDS = (Role.Kind.FIELD_OFFICER, Role.Kind.NATIONAL_STAFF)  # files in; a nation judged again


@transaction.atomic
def operator() -> User:
    """The account that answers for such commands; made when first needed, it cannot sign in."""
    user, is_new = User.objects.get_or_create(
        username=USERNAME, defaults={"first_name": "Komputer", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        for kind in KINDS:
            Role.objects.create(user=user, area=None, kind=kind)
    return user
