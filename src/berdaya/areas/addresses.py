"""Parts of addresses that pages of several rooms have in common."""


class AreaCode:
    """`nasional`, or a dotted area code."""

    regex = r"nasional|[0-9]{2}(?:\.[0-9]{2,4}){0,5}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Ending(AreaCode):
    regex = r"xlsx|csv"
