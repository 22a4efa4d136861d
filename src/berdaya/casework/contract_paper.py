"""A contract on paper, set by typst, in the client's language."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from berdaya.casework.models import Contract
from berdaya.rules.casework.contract import Text, wording
from berdaya.rules.indonesia import long_date
from berdaya.ui.paper import typeset

HERE = Path(__file__).parent
CLIENTS = "id"  # what is signed is in the language in which it is read out


def contract_pdf(contract: Contract, *, printed_by: str, on: date) -> bytes:
    """Every value goes in as data, never as markup."""
    with override(CLIENTS):
        told = _told(contract, printed_by, on)
    return typeset(HERE / "contract.typ", told)


def _told(contract: Contract, printed_by: str, on: date) -> dict[str, Any]:
    case, words = contract.case, wording(contract.wording)
    days = {"begin": contract.begins_on, "look": contract.looked_at_on, "end": contract.ends_on}
    shown = {name: long_date(day) for name, day in days.items()}
    return {
        "title": _("Contract between client and social worker"),
        "about": _("Version %(number)s · case %(letters)s")
        % {"number": contract.number, "letters": case.short},
        "client": case.called,
        "worker": str(case.worker or ""),
        "sections": [
            _section(_("What the client wants to reach"), _lines(contract.goals)),
            _section(_("What the client does"), _lines(contract.client_tasks)),
            _section(_("What the social worker does"), _lines(contract.worker_tasks)),
            _section(
                _("When we meet"),
                [
                    *_lines(contract.meetings),
                    _("From %(begin)s until %(end)s. On %(look)s we look at it together.")
                    % shown,
                ],
            ),
            _section(_("Your rights"), _said(words.rights)),
            _section(_("What stays between us"), _said(words.secrecy)),
            _section(_("When we must tell others"), _said(words.limits)),
        ],
        "signed": _signed(contract),
        "signature": list(bytes(contract.signature)),
        "labels": {"client": _("Client or guardian"), "worker": _("Social worker")},
        "small": _("Printed by %(name)s on %(day)s. Confidential.")
        % {"name": printed_by, "day": long_date(on)},
    }


def _section(heading: str, lines: list[str]) -> dict[str, Any]:
    return {"heading": heading, "lines": lines}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _said(texts: tuple[Text, ...]) -> list[str]:
    return [text[CLIENTS] for text in texts]


def _signed(contract: Contract) -> str:
    if contract.signed_on is None:
        return ""
    return _("%(name)s (%(who)s), %(day)s") % {
        "name": contract.signer_name,
        "who": contract.get_signer_display(),
        "day": long_date(contract.signed_on),
    }
