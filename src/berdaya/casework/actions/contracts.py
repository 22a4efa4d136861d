"""Writing a contract, having it signed, and noting that the client wants no more."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.actions.stages import locked
from berdaya.casework.contracts import covers_child
from berdaya.casework.models import Case, Contract
from berdaya.casework.models.contracts import FOR_A_CHILD
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.rules.casework.contract import wording_on

Signer = Contract.Signer
# who signs for whom, where no child is among them
SIGNERS = {
    "person": {Signer.SELF},
    "family": {Signer.MEMBER},
    "group": {Signer.SPEAKER},
    "community": {Signer.SPEAKER},
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What client and worker agree, besides what every contract says."""

    goals: str
    client_tasks: str
    worker_tasks: str
    meetings: str
    begins_on: date
    looked_at_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed how and when; the picture is a small JPEG of the drawing or of the paper."""

    signer: str
    how: str
    picture: bytes
    on: date
    name: str = ""  # of whoever signed, where it was not the client
    child_agrees: bool | None = None


@transaction.atomic
def write_contract(*, case: Case, terms: Terms, by: User) -> Contract:
    """Write the draft of a case's next contract, or change the draft that there is.

    Raises:
        NotAllowed, CaseIsClosed, ContractDays.
    """
    allow(by, "casework.write_contract", case=case)
    case = locked(case)
    if case.state == Case.State.CLOSED:
        raise refusals.CaseIsClosed
    if not terms.begins_on <= terms.looked_at_on <= terms.ends_on:
        raise refusals.ContractDays
    said = asdict(terms) | {"by": by, "wording": wording_on(timezone.localdate()).version}
    draft = case.contracts.filter(signed_on=None).first()
    if draft is None:
        number = case.contracts.count() + 1
        draft = Contract.objects.create(case=case, number=number, **said)
    else:
        for name, value in said.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(said))
    trace(by, "casework.write_contract", case)
    return draft


@transaction.atomic
def sign_contract(*, contract: Contract, signing: Signing, by: User) -> Contract:
    """Note that a draft was read out and signed. It replaces the contract before it.

    Raises:
        NotAllowed, ContractSigned, CaseIsClosed, DayNotCome, GuardianSigns, WrongSigner,
        SignerUnnamed.
    """
    allow(by, "casework.sign_contract", case=contract.case)
    case, contract = _locked(contract)
    if contract.signed_on:
        raise refusals.ContractSigned
    if case.state == Case.State.CLOSED:
        raise refusals.CaseIsClosed
    refusals.refuse_future(signing.on)
    is_child = covers_child(case.subject, signing.on)
    _refuse_wrong_signer(case, signing, is_child=is_child)
    signed = {
        "signed_on": signing.on,
        "signed_at": timezone.now(),
        "signer": signing.signer,
        "signer_name": signing.name.strip() or case.called,
        "covers_child": is_child,
        "child_agrees": signing.child_agrees if is_child else None,
        "how": signing.how,
        "signature": signing.picture,
        "signed_with": by,
    }
    for name, value in signed.items():
        setattr(contract, name, value)
    contract.save(update_fields=list(signed))
    trace(by, "casework.sign_contract", case)
    return contract


@transaction.atomic
def withdraw_contract(*, contract: Contract, on: date, because: str, by: User) -> Contract:
    """Note that the client wants no more. Work on the case stops until a new contract.

    A reason may be given and need not be.

    Raises:
        NotAllowed, ContractNotSigned, ContractWithdrawn, ContractReplaced, DayNotCome,
        DayBeforeLast.
    """
    allow(by, "casework.withdraw_contract", case=contract.case)
    case, contract = _locked(contract)
    if contract.signed_on is None:
        raise refusals.ContractNotSigned
    if contract.withdrawn_on:
        raise refusals.ContractWithdrawn
    if case.contracts.signed().filter(number__gt=contract.number).exists():
        raise refusals.ContractReplaced
    refusals.refuse_future(on)
    if on < contract.signed_on:
        raise refusals.DayBeforeLast
    contract.withdrawn_on, contract.withdrawn_because = on, because.strip()
    contract.withdrawn_with = by
    contract.save(update_fields=["withdrawn_on", "withdrawn_because", "withdrawn_with"])
    trace(by, "casework.withdraw_contract", case)
    return contract


def _locked(contract: Contract) -> tuple[Case, Contract]:
    case = locked(contract.case)
    rows = Contract.objects.across_areas(why="allowed before").select_related("case")
    return case, rows.get(pk=contract.pk)


def _refuse_wrong_signer(case: Case, signing: Signing, *, is_child: bool) -> None:
    if is_child and signing.signer not in FOR_A_CHILD:
        raise refusals.GuardianSigns
    if not is_child and signing.signer not in SIGNERS[case.subject_kind]:
        raise refusals.WrongSigner
    if signing.signer != Signer.SELF and not signing.name.strip():
        raise refusals.SignerUnnamed
