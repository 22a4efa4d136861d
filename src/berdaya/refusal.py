"""How a verb says no."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """The user asked for something the rules do not allow; nothing was written.

    Each kind is a subclass that stands beside the verb which raises it. Every door (page,
    API, ODK, file, command line) turns it into its own form of words.
    """

    code: ClassVar[str]
    message: ClassVar[object]  # a text with %(name)s places, or its lazy translation

    def __init__(self, **params: object) -> None:
        self.params: Mapping[str, object] = params
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.params
