"""Address cards of real phones and mail programs are read as their files say, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from kamcli.exchange.vcards.cards import Card, read_cards


class Said(NamedTuple):
    """What a file says of one person, read from it by eye."""

    name: str | None
    organisation: str | None = None
    title: str | None = None
    mobiles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    ims: tuple[str, ...] = ()
    country: str | None = None
    birthday: bool = False
    addresses: int = 0
    faxes: int = 0
    notes: int = 0


DOE = Said("Mr. John Richter James Doe Sr.", "IBM", "Money Counter", birthday=True)
AT_HOME = "905-666-1234"
CELL = "905-555-1234"
# Of work first, then those without a kind, those of home last.
APPLE = ("905-777-1234", "905-222-1234", AT_HOME)
GMAIL_PHONES = tuple(f"555555{end}" for end in "1113 1116 1111 1114 1119 1121 1112".split())

FILES: dict[str, list[Said]] = {
    "John_Doe_BLACK_BERRY": [Said("John Doe", "Acme Solutions", mobiles=("+96123456789",))],
    "John_Doe_EVOLUTION": [
        DOE._replace(
            name="Mr. John Richter, James Doe Sr.", mobiles=(AT_HOME,), phones=(CELL,), addresses=1,
            mails=("john.doe@ibm.com",), ims=("AIM johnny5@aol.com",), notes=1,
        )
    ],
    "John_Doe_GMAIL": [
        DOE._replace(
            name="Mr. John Richter, James Doe Sr.", mobiles=(CELL,), phones=(AT_HOME,), addresses=1,
            mails=("john.doe@ibm.com",), notes=1,
        )
    ],
    "John_Doe_IPHONE": [
        DOE._replace(
            mobiles=(CELL,), phones=APPLE, mails=("john.doe@ibm.com",), country="US",
            addresses=2, faxes=3,
        )
    ],
    "John_Doe_MAC_ADDRESS_BOOK": [
        DOE._replace(
            name="Mr. John Richter,James Doe Sr.", mobiles=(CELL,), phones=APPLE, country="US",
            mails=("john.doe@ibm.com",), addresses=2, faxes=3, notes=1,
        )
    ],
    "John_Doe_MS_OUTLOOK": [
        DOE._replace(
            phones=("(905) 555-1234", "(905) 666-1234"), mails=("john.doe@ibm.cm",), country="US",
            ims=("johny5@aol.com",), addresses=2, notes=1,
        )
    ],
    "fullcontact": [
        Said(
            "Prefix FirstName MiddleName LastName Suffix", "Organization1", "Title1",
            mobiles=("555-555-1113", "555-555-1114"),
            phones=tuple(f"555-555-{end}" for end in "1112 1115 1118 1119 1111".split()),
            mails=tuple(f"{at}@example.com" for at in "work school other custom home".split()),
            ims=("GTalk gtalk", "Skype skype", "Yahoo yahoo", "AIM aim", "Jabber jabber", "other",
                 "CustomTYPE custom"),
            birthday=True, addresses=4, faxes=2, notes=1,
        )
    ],
    "gmail-list": [
        Said("Arnold Smith", mails=("asmithk@gmail.com",)),
        Said("Chris Beatle", mails=("chrisy55d@yahoo.com",)),
        Said("Doug White", mails=("dwhite@gmail.com",)),
    ],
    "gmail-single": [
        Said(
            "Greg Dartmouth", "TheCompany", "TheJobTitle", ("555 555 1111",), ("555 555 2222",),
            ("gdartmouth@hotmail.com",), ("ICQ 123456789",), "US", birthday=True, addresses=2,
            notes=1,
        )
    ],
    "gmail-single2": [
        Said(
            "VCard Test", "TheCompany", "TheJobTitle", ("5555551115",), GMAIL_PHONES,
            tuple(
                f"{at}@example.com"
                for at in "workemail email otheremail customcategory homeemail".split()
            ),
            ("GTalk IM2", "AIM IM3", "Yahoo IM4", "Skype IM5", "QQ IM6", "MSN IM7", "ICQ IM8",
             "Jabber IM9"),
            birthday=True, addresses=5, faxes=3, notes=1,
        )
    ],
    "issue114": [
        Said(
            "Dummy, Dummy", "Dummy GmbH", None, ("+49 1234 56789",), ("+49 9876 54321",),
            ("dummy.dummy@dummy.com",), country="DE", addresses=1,
        )
    ],
    "outlook-2003": [
        Said(
            "John Doe III", "Company, The", "The Job Title", ("MobilePhone",),
            ("BusinessPhone", "HomePhone"), ("jdoe@hotmail.com",), country="US", birthday=True,
            addresses=1, faxes=1, notes=1,
        )
    ],
    "outlook-2007": [
        Said(
            "Mr. Michael Angstadt Jr.", "TheCompany", "TheJobTitle", ("(111) 555-4444",),
            ("(111) 555-1111", "(111) 555-2222"), ("mike.angstadt@gmail.com",), ("im@aim.com",),
            "US", birthday=True, addresses=1, faxes=1, notes=1,
        )
    ],
    "rfc2426-example": [
        Said(
            "Frank Dawson", "Lotus Development Corporation", phones=("+1-919-676-9515",),
            mails=("Frank_Dawson@Lotus.com", "fdawson@earthlink.net"), country="US", addresses=1,
            faxes=1,
        ),
        Said(
            "Tim Howes", "Netscape Communications Corp.", phones=("+1-415-937-3419",),
            mails=("howes@netscape.com",), country="US", addresses=1, faxes=1,
        ),
    ],
    "rfc6350-example": [
        Said(
            "Simon Perreault", "Viagenie", mobiles=("+1-418-262-6501",),
            phones=("+1-418-656-9254 ext. 102",), mails=("simon.perreault@viagenie.ca",),
            country="CA", birthday=True, addresses=1,
        )
    ],
}  # fmt: skip


def said(card: Card) -> Said:
    return Said(**{name: getattr(card, name) for name in Said._fields})


def test_every_card_of_other_programs_is_read_as_it_says(shared: Path) -> None:
    files = {path.stem: path for path in (shared / "vcard").glob("*.vcf")}
    read = {name: [said(card) for card in read_cards(files[name].read_bytes())] for name in files}

    assert read == FILES


def test_another_reader_says_the_same_where_it_can_read(
    shared: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")
    agreed = []
    for path in sorted((shared / "vcard").glob("*.vcf")):
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            others = list(vobject.readComponents(text, ignoreUnreadable=True))
        except vobject.base.ParseError:
            continue
        cards = read_cards(path.read_bytes())
        assert len(cards) == len(others), path.name
        for card, other in zip(cards, others, strict=True):
            # it ends a name at a comma that is not escaped
            assert (card.name or "").startswith(other.fn.value.strip()), path.name
            mails = {each.value for each in other.contents.get("email", [])}
            assert set(card.mails) == mails, path.name
            # of 2.1 it takes a comma for the next one
            if "org" in other.contents and other.version.value != "2.1":
                assert card.organisation == other.org.value[0], path.name
        agreed.append(path.stem)

    assert len(agreed) >= 10, agreed


def one(text: str | bytes) -> Card:
    (card,) = read_cards(text.encode() if isinstance(text, str) else text)
    return card


def card_of(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:张;三;;;", "FN:三 张"), "张三"),
        (("N:张;三;;;", "FN:张 三"), "张三"),
        (("N:张三;;;;", "FN:张三"), "张三"),
        (("N:;张三;;;",), "张三"),
        (("N:欧阳;娜娜;;;",), "欧阳娜娜"),
        (("N:张;三;;;", "FN:张三 采购经理"), "张三 采购经理"),
        (("N:Weber;Anna;Maria;Dr.;",), "Anna Maria Weber"),
        (("N:Weber;Anna;;;", "FN:Dr. Anna Weber"), "Dr. Anna Weber"),
        (("FN:  Anna \\n Weber ",), "Anna Weber"),
        (("N:;;;;", "FN:", "NICKNAME:Anna"), "Anna"),
        (("N:张;三;;;", "FN:三 张", "X-PHONETIC-LAST-NAME:Zhang", "SORT-STRING:zhang"), "张三"),
        (("ORG:Acme",), None),
    ],
)
def test_names_are_in_the_order_of_their_language(lines: tuple[str, ...], name: str | None) -> None:
    assert one(card_of(*lines)).name == name


def test_quoted_printable_of_android_in_lines_and_any_charset() -> None:
    text = card_of(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89;;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=B8=89=20=",
        "=E5=BC=A0",
        "ORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=BA=E3=CA=A2;=B2=C9=B9=BA=B2=BF",
        "TITLE;QUOTED-PRINTABLE;CHARSET=gb2312:=BE=AD=C0=ED",
        "TEL;CELL;PREF:13800138000",
        "TEL;X-传真:0571-88888888",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
        "4QBYRXhpZgAATU0AKgAAAAgAAgESAAMAAAABAAEAAIdp",
        "",
        "EMAIL;INTERNET:zs@hengsheng.cn",
        version="2.1",
    )
    assert said(one(text)) == Said(
        "张三", "恒盛", "经理", ("13800138000",), mails=("zs@hengsheng.cn",), faxes=1
    )


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_in_any_character_set(charset: str) -> None:
    text = card_of("N:张;三;;;", "ORG:杭州恒盛", "TITLE:采购经理")
    assert said(one(text.encode(charset))) == Said("张三", "杭州恒盛", "采购经理")


def test_western_files_without_a_word_of_their_charset() -> None:
    assert one(card_of("FN:J\xfcrgen", "ORG:B\xe4cker").encode("latin-1")).name == "Jürgen"


def test_a_line_folded_within_a_character_is_whole_again() -> None:
    line = "ORG:杭州恒盛机电设备有限公司".encode()
    folded = b"\r\n ".join(line[place : place + 7] for place in range(0, len(line), 7))
    text = card_of("FN:Anna", "X").encode().replace(b"X", folded)

    assert one(text).organisation == "杭州恒盛机电设备有限公司"


def test_labels_of_apples_groups_say_what_a_number_is() -> None:
    text = card_of(
        "FN:Anna",
        "item1.TEL:030 1", "item1.X-ABLabel:工作传真",
        "item2.TEL:030 2", "item2.X-ABLabel:_$!<HomeFAX>!$_",
        "item3.TEL;type=pref:0171 3", "item3.X-ABLabel:手机",
        "item4.TEL:030 4", "item4.X-ABLabel:Reception",
        "X-SOCIALPROFILE;type=wechat;x-user=anna_wx:x-apple:anna_wx",
        "IMPP;X-SERVICE-TYPE=Skype:skype:anna.w",
    )  # fmt: skip
    assert said(one(text)) == Said(
        "Anna", None, None, ("0171 3",), ("030 4",), (), ("anna_wx", "Skype anna.w"), faxes=2
    )


def test_escapes_and_quoted_parameters() -> None:
    text = card_of(
        'ADR;TYPE=work;LABEL="12; Main: St":;;12 Main St;Berlin;;10115;Germany',
        "FN:Weber\\, Anna\\; Dr.", "ORG:Acme\\; Sons \\\\;Sales",
    )  # fmt: skip
    card = one(text)
    assert (card.name, card.organisation, card.country) == (
        "Weber, Anna; Dr.",
        "Acme; Sons \\",
        "DE",
    )


def test_a_card_within_a_card_is_passed_over_and_one_without_end_ends_with_the_file() -> None:
    agent = "AGENT:\r\n" + card_of("FN:Secretary", version="2.1")
    first = card_of("FN:Boss", agent + "TEL;CELL:0171 1", version="2.1")
    cards = read_cards((first + "\r\nBEGIN:VCARD\r\nFN:Open").encode())

    assert [(card.name, card.mobiles) for card in cards] == [("Boss", ("0171 1",)), ("Open", ())]


def test_a_list_of_people_is_told_from_a_person() -> None:
    assert one(card_of("FN:Team", "X-ADDRESSBOOKSERVER-KIND:group")).group
    assert not one(card_of("FN:Anna", "KIND:individual")).group


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    assert read_cards(data) == [] or b"vcard" in data.lower()


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_lines_within_a_card_are_read(lines: list[str]) -> None:
    text = "\r\n".join(["BEGIN:VCARD", "FN:Anna", *lines, "END:VCARD"])
    assert read_cards(text.encode("utf-8", "replace"))[0].name is not None
