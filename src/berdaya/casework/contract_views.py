"""The contract of a case: written, read out, signed, printed, withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework import actions
from berdaya.casework.contract_forms import ContractForm, SignForm, WithdrawForm
from berdaya.casework.contract_paper import contract_pdf
from berdaya.casework.contracts import agreement_of, covers_child
from berdaya.casework.models import Case, Contract
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.rules.casework.contract import wording
from berdaya.rules.purposes.definition import purpose
from berdaya.ui.attachments import attachment
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

TERMS = (
    "goals",
    "client_tasks",
    "worker_tasks",
    "meetings",
    "begins_on",
    "looked_at_on",
    "ends_on",
)


@needs("case-contract.read")
@require_safe
def case_contract(request: Request, case_id: UUID) -> HttpResponse:
    """Which contract stands, what waits to be signed, and the versions before."""
    case = case_for(request, case_id, "case-contract.read")
    today = timezone.localdate()
    agreement = agreement_of(case, today)
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_contract"),
        "agreement": agreement,
        "contract": agreement.draft or agreement.last,
        "earlier": case.contracts.newest_first(),
        "is_over": agreement.last is not None and agreement.last.is_over(today),
        "may_write": case.state != Case.State.CLOSED
        and may(request.user, "casework.write_contract", case),
        "may_withdraw": agreement.stands
        and may(request.user, "casework.withdraw_contract", case),
    }
    return render(request, "casework/case_contract.html", context)


@needs("case-contract.add")
def contract_write(request: Request, case_id: UUID) -> HttpResponse:
    """The draft; what it says at first is what the last contract said."""
    case = case_for(request, case_id, "casework.write_contract")
    last = case.contracts.newest_first().first()
    kept = TERMS if last and last.signed_on is None else TERMS[:4]
    form = ContractForm(
        request.POST or None, initial={it: getattr(last, it) for it in kept} if last else {}
    )
    return form_page(
        request,
        form,
        case=case,
        ask=_("What do you agree?"),
        lead=_("Write it together. Rights and secrecy are added by themselves."),
        back=reverse("case_contract", args=[case.pk]),
        deed=lambda said: actions.write_contract(
            case=case, terms=form.terms(), by=request.user
        ),
    )


@needs("case-contract.read")
@require_safe
def contract_detail(request: Request, contract_id: UUID) -> HttpResponse:
    """The contract in plain words and large letters, to be read out by the phone itself."""
    contract = _contract(request, contract_id, "case-contract.read")
    context = {"case": contract.case, "contract": contract, **_said(contract)}
    return render(request, "casework/contract_detail.html", context)


@needs("case-contract.add")
def contract_sign(request: Request, contract_id: UUID) -> HttpResponse:
    contract = _contract(request, contract_id, "casework.sign_contract")
    case = contract.case
    form = SignForm(
        request.POST or None,
        request.FILES or None,
        case=case,
        covers_child=covers_child(case.subject, timezone.localdate()),
    )
    return form_page(
        request,
        form,
        case=case,
        contract=contract,
        consent=said(purpose("casework").wording_on(timezone.localdate()).records),
        ask=_("Sign the contract"),
        template="casework/contract_sign.html",
        back=reverse("case_contract", args=[case.pk]),
        deed=lambda said: actions.sign_contract(
            contract=contract, signing=form.signing(), by=request.user
        ),
    )


@needs("case-contract.end")
def contract_withdraw(request: Request, contract_id: UUID) -> HttpResponse:
    contract = _contract(request, contract_id, "casework.withdraw_contract")
    return form_page(
        request,
        WithdrawForm(request.POST or None),
        case=contract.case,
        ask=_("The client wants no more"),
        lead=_("Work on the case stops until there is a new contract. What was noted stays."),
        back=reverse("case_contract", args=[contract.case.pk]),
        deed=lambda said: actions.withdraw_contract(contract=contract, by=request.user, **said),
    )


@needs("case-contract.read")
@require_safe
def contract_file(request: Request, contract_id: UUID) -> HttpResponse:
    """The contract on paper, with the name of whoever printed it and the day."""
    contract = _contract(request, contract_id, "case-contract.read")
    made = contract_pdf(contract, printed_by=str(request.user), on=timezone.localdate())
    return attachment(made, "application/pdf", f"kesepakatan-{contract.case.short}")


@needs("case-contract.read")
@require_safe
def contract_signature(request: Request, contract_id: UUID) -> HttpResponse:
    """The signature itself; kept by nobody on the way."""
    contract = _contract(request, contract_id, "case-contract.read")
    signed = get_object_or_404(
        Contract.objects.visible_to(request.user).signed(), pk=contract.pk
    )
    answer = HttpResponse(bytes(signed.signature), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _contract(request: Request, contract_id: UUID, deed: str) -> Contract:
    rows = Contract.objects.visible_to(request.user, deed).defer("signature")
    near = ("person", "family", "group", "area", "worker", "supervisor")
    rows = rows.select_related("signed_with", *(f"case__{it}" for it in near))
    contract = get_object_or_404(rows, pk=contract_id)
    read_of(request, contract.case)
    return contract


def _said(contract: Contract) -> dict[str, Any]:
    """What the contract says, in the reader's language."""
    words = wording(contract.wording)
    return {
        "rights": [said(it) for it in words.rights],
        "secrecy": [said(it) for it in words.secrecy],
        "limits": [said(it) for it in words.limits],
    }
