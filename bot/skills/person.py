"""A person: the question goes to the officers word for word; nobody is promised where nobody is on file."""

from __future__ import annotations

from bot.effects import AskStaff
from bot.skills import draft
from bot.talk import Talk

CONTACTS = {
    "certification": "certification.contact",
    "counselling": "counselling.contact",
    "procurement": "procurement.contact",
    "organisation": "organisation.phone",
}
"""The entries that name whom a document says to contact, by what is talked about."""
OF_PROCUREMENT = ("declaration", "purchases", "county")
"""The dialogs of procurement that are no sheet, by what is in focus then."""


def offer(talk: Talk) -> None:
    """「真人」: offer to hand over the last question, or ask for one."""
    question = talk.conversation.said.question
    if question:
        choices = (
            talk.choice("send", "send"),
            talk.choice("write_other", "write"),
            talk.choice("dont_send", "dont_send"),
        )
        talk.tell("person.offer", *choices, question=question)
    else:
        write(talk)


def write(talk: Talk) -> None:
    """Ask for the words that shall go to the officers."""
    talk.conversation.expecting = "staff_note"
    talk.tell("person.offer_blank", talk.choice("dont_send", "dont_send"))


def send(talk: Talk, text: str = "") -> None:
    """Hand it over."""
    conversation = talk.conversation
    conversation.expecting, conversation.misses = "", 0
    question = text or conversation.said.question
    if not question:
        write(talk)
        return
    case = conversation.focus if conversation.focus in talk.cases else ""
    talk.do(AskStaff("person", question, case))
    back = (talk.choice("continue", "resume"),) if talk.sheet else ()
    if talk.desk.operator.officers:
        talk.tell("person.sent", *back, talk.choice("menu", "menu"), promise=draft.promise(talk))
    else:
        contact = CONTACTS.get(_about(talk))
        printed = (talk.choice("contact", f"entry:{contact}"),) if contact else ()
        talk.tell("person.sent_nobody", *printed, *back, talk.choice("menu", "menu"))


def _about(talk: Talk) -> str:
    """The programme that is talked about; the one whose editions it reads, where they aren't its own."""
    if talk.conversation.focus in OF_PROCUREMENT:
        return "procurement"
    topic = (talk.conversation.topic or {}).get("programme") or ""
    about = talk.sheet.programme if talk.sheet else topic
    programme = talk.desk.programmes.get(about)
    return programme.rules.editions_of or about if programme else about


def dont_send(talk: Talk) -> None:
    """Nothing goes out."""
    talk.conversation.expecting = ""
    talk.tell("person.not_sent", talk.choice("menu", "menu"))
