"""What buttons, commands and expected texts do: each verb and the skill that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.skills import (
    answer,
    buttons,
    corrections,
    county_hearing,
    declaration,
    declaration_changes,
    draft,
    evidence,
    filing,
    link,
    paper,
    person,
    privacy,
    progress,
    purchase_changes,
    purchases,
    result,
    sales,
    screened,
    screening,
    start,
)
from bot.talk import Talk

Verb = Callable[..., None]

VERBS: dict[str, Verb] = {
    "menu": progress.menu,
    "drafts": progress.drafts,
    "attach": evidence.attach,
    "link": link.code,
    "get": paper.hand_out,
    "print": progress.resume,
    "open": progress.open_draft,
    "resume": progress.resume,
    "again": progress.again,
    "cancel": progress.cancel,
    "lang": progress.language,
    "example": answer.example,
    "entry": answer.entry,
    "basis": answer.basis,
    "miss": answer.miss,
    "none": answer.none_of_these,
    "person": person.offer,
    "write": person.write,
    "send": person.send,
    "dont_send": person.dont_send,
    "start": start.start,
    "trial": start.trial,
    "news": start.news,
    "no_news": start.no_news,
    "set": buttons.press,
    "use": buttons.use,
    "pick": buttons.pick,
    "keep": buttons.keep,
    "unknown": buttons.press_unknown,
    "skip": buttons.press_skip,
    "staff": buttons.press_staff,
    "why": buttons.press_why,
    "labels": buttons.press_labels,
    "back": corrections.back,
    "edit": buttons.press_edit,
    "details": result.details,
    "what_if": result.choose_what_if,
    "if": corrections.suppose,
    "prepare": draft.prepare,
    "consent": draft.consent,
    "review": draft.review,
    "confirm": draft.confirm,
    "hand_over": draft.hand_over,
    "submit": draft.submit,
    "filed": filing.filed,
    "filed_way": filing.filed_way,
    "fit": screening.begin,
    "fit_set": screening.press,
    "fit_done": screening.done,
    "fit_pass": screening.unknown,
    "fit_again": screening.again,
    "fit_edit": screening.edit,
    "fit_client": screening.client,
    "fit_next": screening.another,
    "fit_not": screening.others,
    "fit_about": screened.situation,
    "declare": declaration.begin,
    "declare_afresh": declaration.afresh,
    "declared": sales.done,
    "sale_drop": sales.drop,
    "line": declaration.press,
    "line_group": declaration.narrow,
    "line_why": declaration.why,
    "line_add": declaration_changes.add,
    "line_change": declaration_changes.change,
    "line_change_one": declaration_changes.change_one,
    "line_redo": declaration_changes.redo,
    "line_remove": declaration_changes.remove,
    "line_list": declaration.lines,
    **county_hearing.VERBS,
    "purchases": purchases.look,
    "as_list": purchases.as_list,
    "list_agree": purchases.agree,
    "list_template": purchases.template,
    "list_further": purchases.further,
    "list_drop": purchases.drop,
    "columns": purchase_changes.confirm,
    "column": purchase_changes.choose,
    "column_is": purchase_changes.put,
    "columns_say": purchase_changes.say,
    "sheet": purchase_changes.sheet,
    "privacy": privacy.notice,
    "export": privacy.export,
    "erase": privacy.erase,
    "erased": privacy.erased,
}
"""What a button's value can begin with; the parts after it are the arguments."""


EXPECTED: dict[str, Callable[[Talk, str, str], None]] = {
    "staff_note": lambda talk, _, text: person.send(talk, text),
    "filed_on": filing.filed_on,
    "sale": sales.changed,
}
"""What a free text means while `Conversation.expecting` begins with this; what stands after the colon is passed on."""


DIALOGS: Mapping[str, Mapping[str, Verb]] = {
    declaration.FOCUS: declaration_changes.DIALOG,
    county_hearing.FOCUS: county_hearing.DIALOG,
    purchases.FOCUS: purchase_changes.DIALOG,
    screening.FOCUS: screening.DIALOG,
}
"""Dialogs of their own, by what is in focus then: what is said to them, and what the common commands do there."""


PERSONAL = frozenset(
    {
        *("prepare", "consent", "drafts", "open", "review", "confirm", "hand_over", "submit", "filed", "filed_way"),
        *("attach", "link", "get", "export", "erase", "erased", "purchases", "as_list"),
    }
)
"""What isn't done in a group, where others read along."""
