"""The pages of businesses: what an officer, a mentor and an office do there."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from berdaya.enterprises import actions
from berdaya.keys import new_key
from tests.enterprises.world import (
    BEGUN,
    CHIPS,
    LAST_MONTH,
    a_business,
    a_business_life,
    a_permit,
    a_plan,
    a_product,
    a_visit,
    enterprises,
    records,
    rinas,
    sold,
    told_month,
    took_home,
)
from tests.groups.world import TODAY, a_group, accompanied, again, melati


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def enter(client, page, args, /, **told):
    """Fill a form's page as a person would, with the keys that the page made."""
    address = reverse(page, args=args)
    form = client.get(address).context["form"]
    keys = {field.name: field.value() for field in form.hidden_fields()}
    return client.post(address, keys | told)


@pytest.fixture
def wati(client, cast):
    client.force_login(cast.wati)
    return client


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


def test_a_treasurer_notes_a_business_and_what_it_sells(wati, cast):
    group, members = melati(cast)

    answer = enter(
        wati,
        "enterprise_new",
        [group.pk],
        name="Keripik  Bu Rina",
        kind="pemaju",
        ownership="family",
        owner=str(members[0].pk),
        begun_on="1-5-2024",
    )
    made = enterprises().get()
    sells = enter(
        wati,
        "product_new",
        [made.pk],
        name="Keripik pisang",
        unit="bungkus",
        price="8.000",
        packaging="plain",
        since="1-5-2024",
    )

    assert answer.url == made.get_absolute_url()
    assert (made.name, made.owner) == ("Keripik Bu Rina", members[0])
    assert sells.url == made.get_absolute_url()
    page = text_of(wati.get(answer.url))
    assert "Rp8.000 / bungkus" in page
    assert "Pemaju: mengolah, mengemas, dan menjual sendiri" in page


def test_what_is_missing_is_said_and_nothing_is_noted(wati, cast):
    group, _members = melati(cast)

    answer = enter(wati, "enterprise_new", [group.pk], name="Salon", ownership="member")

    assert answer.status_code == 422
    assert not enterprises().exists()


def test_a_refusal_stands_on_the_page(wati, cast):
    group, _members = melati(cast)
    told = {"name": "Salon", "kind": "service", "ownership": "member", "begun_on": "1-5-2024"}

    answer = enter(wati, "enterprise_new", [group.pk], **told)

    assert answer.status_code == 422
    assert "Pilih anggota pemilik usaha" in text_of(answer)


def test_the_code_is_found_by_typing_and_chosen_by_a_tap(wati, cast):
    _group, _members, enterprise, _product = rinas(cast)
    address = reverse("kbli_choose", args=[enterprise.pk])

    assert "10794" in text_of(wati.get(address))  # by its name, before anybody types
    found = text_of(wati.get(address, {"q": "salon"}))
    chosen = wati.post(address, {"code": "96210"})

    assert "Aktivitas Penataan dan Pangkas Rambut" in found
    assert "10794" not in found
    assert "1.559 kode" in found
    assert "masih harus dicocokkan" in found
    assert "Hanya yang paling cocok" not in found
    assert "Hanya yang paling cocok" in text_of(wati.get(address, {"q": "perdagangan eceran"}))
    assert wati.post(address, {"code": "9621o"}).status_code == 404
    assert chosen.url == enterprise.get_absolute_url()
    assert again(enterprise).kbli == "96210"


def test_a_code_that_is_not_on_our_list_is_asked_about_and_marked(wati, cast):
    _group, _members, enterprise, _product = rinas(cast)
    address = reverse("kbli_choose", args=[enterprise.pk])

    asked = text_of(wati.get(address, {"q": " 10391 "}))
    wati.post(address, {"code": "10391"})

    assert "10391 tidak ada di daftar kami" in asked
    assert "Tetap catat 10391" in asked
    assert "tidak ada di daftar kami" in text_of(wati.get(enterprise.get_absolute_url()))
    assert "Tetap catat" not in text_of(wati.get(address, {"q": "10391"}))  # chosen already
    assert "Tetap catat" not in text_of(wati.get(address, {"q": "1039"}))


def test_titles_stay_indonesian_in_english_and_are_said_in_english_beside(wati, cast):
    _group, _members, enterprise, _product = rinas(cast)
    address = reverse("kbli_choose", args=[enterprise.pk])

    indonesian = text_of(wati.get(address, {"q": "keripik"}))
    wati.cookies["django_language"] = "en"
    english = text_of(wati.get(address, {"q": "keripik"}))
    unnamed = text_of(wati.get(address, {"q": "margarin"}))

    assert "Making crackers" not in indonesian
    assert 'lang="id">10794 · Industri Kerupuk' in english
    assert "Making crackers, chips and the like" in english
    assert 'lang="id">10412 · Industri Margarin' in unnamed
    assert "C: Manufacturing" in unnamed


def test_a_day_is_noted_by_a_few_numbers(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)
    cassava = a_product(enterprise, by=cast.wati, name="Keripik singkong", price=6_000)

    answer = enter(
        wati,
        "sales_day",
        [enterprise.pk],
        **{f"sold_{chips.pk}": "12", f"made_{chips.pk}": "40"},
    )
    page = wati.get(reverse("sales_day", args=[enterprise.pk]))
    corrected = enter(wati, "sales_day", [enterprise.pk], **{f"sold_{chips.pk}": "10"})

    assert answer.url == corrected.url == reverse("book_list", args=[enterprise.pk])
    shown = page.context["form"]
    assert shown[f"sold_{chips.pk}"].value() == 12
    assert shown[f"money_{chips.pk}"].value() is None  # reckoned anew when 12 is corrected
    assert "Hari ini sudah dicatat" in text_of(page)
    stands = records().get(replaced_by=None)
    assert (stands.product, stands.sold, stands.money) == (chips, 10, 80_000)
    assert not cassava.records.exists()


def test_a_day_in_the_past_has_the_price_of_then(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)
    last_week = TODAY - timedelta(days=7)
    raise_price = {"product": chips, "since": TODAY, "amount": 9_000, "by": cast.wati}
    actions.set_price(key=new_key(), **raise_price)
    address = reverse("sales_day", args=[enterprise.pk]) + f"?tanggal={last_week:%d-%m-%Y}"

    form = wati.get(address).context["form"]
    wati.post(
        address,
        {f"key_{chips.pk}": form[f"key_{chips.pk}"].value(), f"sold_{chips.pk}": "2"},
    )

    stands = records().get()
    assert (stands.on, stands.money) == (last_week, 16_000)


def test_an_empty_day_is_told_to_write_a_number(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)

    empty = enter(wati, "sales_day", [enterprise.pk])
    below = enter(wati, "sales_day", [enterprise.pk], **{f"sold_{chips.pk}": "-3"})

    assert (empty.status_code, below.status_code) == (422, 422)
    assert "sedikitnya satu angka" in text_of(empty)
    assert not records().exists()


def test_a_month_asks_whether_it_takes_the_place_of_its_days(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)
    told = {"month": f"{LAST_MONTH:%Y-%m}", "money": "500.000"}
    assert (
        "instead"
        not in wati.get(reverse("sales_month", args=[enterprise.pk])).context["form"].fields
    )
    sold(chips, by=cast.wati, on=LAST_MONTH)

    refused = enter(wati, "sales_month", [enterprise.pk], **told)
    taken = enter(wati, "sales_month", [enterprise.pk], instead="on", **told)

    assert refused.status_code == 422
    assert "sudah dicatat hari demi hari" in text_of(refused)
    assert taken.status_code == 302
    book = enterprise.books.get()
    page = text_of(wati.get(reverse("book_detail", args=[book.pk])))
    assert "tidak dihitung" in page


def test_months_are_shown_with_what_was_before_and_what_is_missing(wati, cast):
    _group, members, enterprise, _chips = rinas(cast)
    enter(wati, "baseline_new", [enterprise.pk], amount="200.000", note="seingatnya")
    enter(
        wati,
        "income_new",
        [enterprise.pk],
        month=f"{LAST_MONTH:%Y-%m}",
        member=str(members[0].pk),
        amount="300.000",
    )

    page = text_of(wati.get(reverse("book_list", args=[enterprise.pk])))

    assert "Sebelumnya: Rp200.000 pada bulan biasa" in page
    assert "rata-rata Rp300.000, dari 1 bulan" in page
    assert "11 bulan tidak dicatat" in page
    assert "tidak menunjukkan sebab" in page


def test_a_corrected_row_stays_to_be_read(wati, cast):
    _group, _members, enterprise, _chips = rinas(cast)
    told_month(enterprise, by=cast.wati, money=500_000)
    told_month(enterprise, by=cast.dedi, money=450_000)

    page = text_of(wati.get(reverse("book_detail", args=[enterprise.books.get().pk])))

    assert "Rp500.000" in page
    assert "Rp450.000" in page
    assert page.count("sudah diperbaiki") == 1


def test_a_product_says_what_is_left_and_when_costs_are_covered(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)
    before = text_of(wati.get(chips.get_absolute_url()))
    costs = {
        "batch_yield": "40",
        "materials": "150.000",
        "labour": "40.000",
        "since": "1-5-2024",
    }
    enter(wati, "costs_new", [chips.pk], other="10.000", **costs)
    without_fixed = text_of(wati.get(chips.get_absolute_url()))
    enter(wati, "fixed_costs_new", [enterprise.pk], amount="300.000", since="1-5-2024")
    after = text_of(wati.get(chips.get_absolute_url()))
    enter(wati, "price_new", [chips.pk], amount="4.000", since=f"{TODAY:%d-%m-%Y}")
    under_cost = text_of(wati.get(chips.get_absolute_url()))

    assert "Biaya belum dihitung" in before
    assert "Rp5.000 habis untuk membuatnya dan Rp3.000 tersisa" in without_fixed
    assert "belum dicatat. Bila dicatat" in without_fixed
    assert "Mulai 100 bungkus sebulan" in after
    assert "tidak ada sisanya" in under_cost
    assert "berapa pun yang terjual tidak menutup biaya" in under_cost


def test_permits_running_out_are_listed_for_a_group_and_for_an_officer(client, cast):
    group, _members, enterprise, _chips = rinas(cast)
    a_permit(enterprise, by=cast.wati, ends_in=20)
    a_permit(enterprise, by=cast.wati, kind="halal", number="ID99", ends_in=300)
    listed = reverse("permit_due")

    seen = {}
    for who in (cast.dedi, cast.wati, cast.joko, cast.budi):
        client.force_login(who)
        page = client.get(listed)
        seen[who.username] = page.status_code == 200 and "2063204010123-29" in text_of(page)
    client.force_login(cast.wati)

    assert seen == {"dedi": True, "wati": True, "joko": False, "budi": False}
    assert "ID99" not in text_of(client.get(listed))
    assert "2063204010123-29" in text_of(
        client.get(reverse("enterprise_list", args=[group.pk]))
    )


def test_who_keeps_no_books_sees_no_money(client, cast):
    group, members, enterprise, chips = rinas(cast)
    actions.note_costs(key=new_key(), product=chips, since=BEGUN, sheet=CHIPS, by=cast.wati)
    told_month(enterprise, by=cast.wati, money=512_000)
    took_home(enterprise, members[0], by=cast.wati, amount=345_000)

    for who in (cast.sari, cast.rahma):
        client.force_login(who)
        pages = [
            client.get(reverse("enterprise_list", args=[group.pk])),
            client.get(enterprise.get_absolute_url()),
            client.get(chips.get_absolute_url()),
        ]
        assert [page.status_code for page in pages] == [200, 200, 200]
        shown = " ".join(text_of(page) for page in pages)
        assert "Rp8.000" in shown  # a price hangs on the stall
        assert not re.search(r"512\.000|345\.000|Rp5\.000|Rp3\.000|150\.000", shown)
        for name in ("book_list", "guidance", "sales_day"):
            assert client.get(reverse(name, args=[enterprise.pk])).status_code == 404


def test_a_mentor_guides_the_business_of_a_group_he_accompanies_alone(client, cast):
    group, _members, enterprise, _chips = rinas(cast)
    client.force_login(cast.budi)
    address = reverse("guidance", args=[enterprise.pk])
    assert client.get(address).status_code == 404
    accompanied(group, cast.budi, by=cast.dedi)

    enter(
        client,
        "visit_new",
        [enterprise.pk],
        on=f"{TODAY:%d-%m-%Y}",
        seen="Label belum ada.",
        text_0="Cetak label",
        due_0=f"{TODAY:%d-%m-%Y}",
    )
    enter(
        client,
        "plan_new",
        [enterprise.pk],
        aims="Masuk tiga warung",
        since=f"{TODAY:%d-%m-%Y}",
        text_0="Beli timbangan",
    )
    enter(client, "technology_new", [enterprise.pk], name="Alat perekat", since="2-4-2025")
    task = enterprise.tasks.get(text="Cetak label")
    enter(client, "task_settle", [task.pk], state="done", note="100 lembar")
    technology = enterprise.technologies.get()
    told = {"used": "yes", "on": f"{TODAY:%d-%m-%Y}"}
    enter(client, "technology_ask", [technology.pk], **told)

    page = text_of(client.get(address))
    for words in ("Label belum ada.", "Masuk tiga warung", "Beli timbangan", "masih dipakai"):
        assert words in page
    assert again(task).state == "done"


def test_things_are_noted_and_ended_on_their_pages(wati, cast):
    _group, _members, enterprise, chips = rinas(cast)
    day = f"{TODAY:%d-%m-%Y}"

    permit = {
        "kind": "pirt",
        "number": "P-1",
        "product": str(chips.pk),
        "issued_on": "2-4-2025",
    }
    enter(wati, "permit_new", [enterprise.pk], **permit)
    enter(wati, "permit_withdraw", [enterprise.permits.get().pk], on=day)
    tool = {"name": "Kompor", "got": "gift", "got_on": "2-4-2025"}
    enter(wati, "asset_new", [enterprise.pk], **tool)
    enter(wati, "asset_gone", [enterprise.assets.get().pk], on=day, because="broken")
    enter(wati, "product_end", [chips.pk], on=day)
    changed = {"name": "Rina Jaya", "kind": "pelaju", "begun_on": "1-5-2024"}
    enter(wati, "enterprise_edit", [enterprise.pk], **changed)
    enter(wati, "enterprise_end", [enterprise.pk], on=day, because="work")

    assert enterprise.permits.get().withdrawn_on == TODAY
    assert (enterprise.assets.get().gone_because, enterprise.assets.get().value) == (
        "broken",
        None,
    )
    assert again(chips).ended_on == TODAY
    assert (again(enterprise).name, again(enterprise).ended_because) == ("Rina Jaya", "work")
    page = text_of(wati.get(enterprise.get_absolute_url()))
    assert "Mendapat pekerjaan lain" in page
    assert "Catat hari ini" not in page


def test_a_business_of_another_group_is_not_there(wati, cast):
    _group, _members = melati(cast)
    other = a_group(cast.dedi, "Mawar")
    joint = {"ownership": "joint", "name": "Katering"}
    theirs = a_business(other, None, by=cast.dedi, **joint)

    for name in ("enterprise_detail", "book_list", "sales_day", "guidance", "kbli_choose"):
        assert wati.get(reverse(name, args=[theirs.pk])).status_code == 404
    assert wati.get(reverse("enterprise_list", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("who", ["wati", "dedi"])
def test_a_page_asks_no_more_for_many_products(
    client, cast, who, django_assert_max_num_queries
):
    group, members = melati(cast)
    life = a_business_life(cast, group, members)
    enterprise = life["enterprise"]
    for number in range(12):
        more = a_product(enterprise, by=cast.dedi, name=f"Rasa {number}")
        actions.note_costs(key=new_key(), product=more, since=BEGUN, sheet=CHIPS, by=cast.dedi)
        a_visit(enterprise, by=cast.dedi, text=f"Tugas {number}")
    a_plan(enterprise, by=cast.dedi, aims="Lain")
    client.force_login(getattr(cast, who))

    for name in ("enterprise_detail", "book_list", "sales_day", "guidance"):
        with django_assert_max_num_queries(20):
            assert client.get(reverse(name, args=[enterprise.pk])).status_code == 200


def test_may_is_a_month_on_these_pages():
    with translation.override("id"):
        assert date_format(date(2026, 5, 1), "F Y") == "Mei 2026"
