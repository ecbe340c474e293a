"""The draft: notice and consent, check-your-answers, ready, handed over."""

from __future__ import annotations

from bot.effects import AskStaff, GiveConsent, SaveCase
from bot.messages import Link
from bot.papers.printed import SPREADSHEETS
from bot.skills import evidence, interview, result
from bot.skills.steps import EDITABLE, Standing, standing
from bot.skills.values import of_its_end, show_answer
from bot.state import Sheet
from bot.talk import Talk
from rules.determination import Verdict

FILABLE = ("ready", "handed_over", "under_review", "needs_more", "ready_to_file")
UNFILED = ("filling", "ready", "handed_over", "under_review", "needs_more", "ready_to_file")


def prepare(talk: Talk) -> None:
    """「準備申請資料」: the personal-data notice comes before anything is kept."""
    sheet = talk.conversation.trial
    if sheet is None:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
        return
    if not talk.programme(sheet).rules.ways_to_file:
        talk.tell("result.only_trial", talk.choice("details", "details"), talk.choice("menu", "menu"))
        return
    if not result.is_open(talk, sheet):
        programme, edition = talk.programme(sheet), talk.edition(sheet)
        choices = (talk.choice("news", f"news:{programme.id}"), talk.choice("ask_officer", "person"))
        talk.say(of_its_end(talk, "result.no_prepare", programme, edition), *choices)
        return
    if not talk.programme(sheet).form:
        choices = (talk.choice("details", "details"), talk.choice("ask_officer", "person"))
        talk.tell("result.no_form", *choices, how_to_file=how_to_file(talk, sheet))
    elif talk.conversation.consented:
        open_case(talk)
    else:
        notice(talk)


def notice(talk: Talk, *, full: bool = False) -> None:
    """The notice by Article 8 of the Personal Data Protection Act, short or whole."""
    operator = talk.desk.operator
    choices = [talk.choice("agree", "consent:yes"), talk.choice("disagree", "consent:no")]
    if full:
        talk.say(notice_text(talk), *choices)
        return
    choices.insert(0, talk.choice("full_notice", "privacy"))
    talk.tell(
        "privacy.short",
        *choices,
        unit=operator.unit,
        area=talk.word("privacy.area"),
        days=operator.draft_days,
    )


def notice_text(talk: Talk) -> str:
    """The whole notice, as it is kept with the consent."""
    operator = talk.desk.operator
    trial = talk.conversation.trial
    programme = talk.programme(trial) if trial else next(iter(talk.desk.programmes.values()))
    return talk.word(
        "privacy.full",
        unit=operator.unit,
        contact=operator.contact or talk.word("privacy.no_contact"),
        programme=programme.latest().document[talk.lang],
        days=operator.draft_days,
        area=talk.word("privacy.area"),
    )


def consent(talk: Talk, answer: str) -> None:
    """Agreed: the draft is opened. Not agreed: asking and trying go on."""
    if answer != "yes":
        talk.tell("privacy.refused", talk.choice("details", "details"), talk.choice("menu", "menu"))
        return
    if not talk.conversation.consented:
        talk.conversation.consented = True
        talk.do(GiveConsent(notice_text(talk), talk.lang))
    if talk.conversation.trial is not None and result.is_open(talk, talk.conversation.trial):
        open_case(talk)
    else:
        talk.tell("talk.nothing_open", talk.choice("menu", "menu"))


def open_case(talk: Talk) -> None:
    """Put the trial's answers on file under a case number and go on with the draft's own fields."""
    trial = talk.conversation.trial
    assert trial is not None
    case = talk.desk.new_case(trial.programme, trial.edition)
    sheet = trial.model_copy(update={"case": case}, deep=True)
    talk.cases[case] = sheet
    talk.conversation.trial, talk.conversation.focus, talk.conversation.asking = None, case, None
    talk.conversation.became = {trial.stamp: case}
    talk.do(SaveCase(sheet, "begun"))
    for asked in (one.fact for one in sheet.answers.values() if one.how == "staff_asked"):
        talk.do(AskStaff("fact", talk.programme(sheet).wording.name(asked, talk.lang), case, asked))
    talk.tell("draft.opened", case=case)
    interview.go_on(talk)


def review(talk: Talk) -> None:
    """「檢查答案」: every answer with its number, each editable."""
    sheet = talk.sheet
    if sheet is None:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
        return
    where = standing(talk, sheet)
    wording = talk.programme(sheet).wording
    lines = "\n".join(
        talk.word(
            "draft.line",
            number=number,
            name=wording.name(one.fact, talk.lang),
            value=show_answer(talk, sheet, one),
        )
        for number, one in enumerate(where.answers, start=1)
    )
    lines += evidence.listed(talk, sheet) + _doubtful(talk, sheet, where)
    document = talk.edition(sheet).document[talk.lang]
    if not sheet.case:
        go_on = talk.choice("continue", "resume")
        talk.tell("draft.review_trial", go_on, card="draft", programme=document, lines=lines)
    elif where.open or sheet.state not in EDITABLE:
        talk.tell(
            "draft.review_so_far",
            talk.choice("continue", "resume"),
            card="draft",
            case=sheet.case,
            programme=document,
            lines=lines,
        )
    else:
        choices = (talk.choice("confirm", f"confirm:{sheet.case}"), talk.choice("details", "details"))
        talk.tell("draft.review", *choices, card="draft", case=sheet.case, programme=document, lines=lines)


def _doubtful(talk: Talk, sheet: Sheet, where: Standing) -> str:
    """What the form asks for although the answers don't bear it out: it may stay, and is said."""
    answer = sheet.answers.get(talk.programme(sheet).rules.chosen_in)
    chosen = answer.value if answer and answer.how == "given" else ()
    doubtful = [one for one in where.determination.conditions if one.id in chosen and one.verdict is not Verdict.MET]
    told = [result.detail(talk, sheet, one, where.determination) for one in doubtful]
    return "\n".join(["", talk.word("draft.doubtful"), *told]) if told else ""


def confirm(talk: Talk, case: str) -> None:
    """All correct: the draft is ready. Handing over is a step of its own, and filing another."""
    sheet = on_file(talk, case)
    if sheet is None:
        return
    if standing(talk, sheet).open:
        talk.tell("draft.not_ready", talk.choice("continue", "resume"))
        return
    if sheet.state == "filling":
        sheet.state = "ready"
        talk.do(SaveCase(sheet, "ready"))
    ready(talk, sheet)


def ready(talk: Talk, sheet: Sheet) -> None:
    """Where a ready draft goes from here: to the officers, to paper, and who really files."""
    case = sheet.case
    choices = (
        talk.choice("hand_over_draft", f"hand_over:{case}"),
        talk.choice("filed", f"filed:{case}"),
        talk.choice("check", "review"),
    )
    how = how_to_file(talk, sheet)
    talk.tell("draft.ready", *choices, links=papers(talk, sheet), card="draft", case=case, how_to_file=how)


def hand_over(talk: Talk, case: str) -> None:
    """Queue the draft for the officers, kept whole as it is now."""
    sheet = on_file(talk, case)
    if sheet is None:
        return
    if sheet.state == "ready":
        sheet.state = "handed_over"
        determination = standing(talk, sheet).determination
        talk.do(SaveCase(sheet, "handed_over", snapshot=determination.to_json()))
    elif sheet.state == "filling":
        talk.tell("draft.not_ready", talk.choice("continue", "resume"))
        return
    choices = (
        talk.choice("filed", f"filed:{case}"),
        talk.choice("drafts", "drafts"),
        talk.choice("menu", "menu"),
    )
    talk.tell(
        "draft.handed_over",
        *choices,
        links=papers(talk, sheet),
        card="draft",
        case=case,
        promise=promise(talk),
        how_to_file=how_to_file(talk, sheet),
    )


def submit(talk: Talk) -> None:
    """「送出」: the next step towards the officers, whichever it is; a trial is prepared first."""
    sheet = talk.sheet
    if sheet is None:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
    elif not sheet.case:
        prepare(talk)
    elif sheet.state == "filling":
        confirm(talk, sheet.case)
    else:
        hand_over(talk, sheet.case)


def promise(talk: Talk) -> str:
    """When an officer answers; no promise where none is on file."""
    operator = talk.desk.operator
    if not operator.officers:
        return talk.word("draft.no_promise")
    return talk.word("draft.promise", officers=operator.officers, hour=operator.reply_by)


def how_to_file(talk: Talk, sheet: Sheet) -> str:
    """How, where and by when one really files, by the programme's own wording."""
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    if not result.is_open(talk, sheet):
        return of_its_end(talk, "draft.closed", programme, edition)
    duties = {duty.id: duty for duty in programme.determine({}, edition).duties}
    return programme.wording.duty(duties["file"], talk.lang)


def papers(talk: Talk, sheet: Sheet) -> tuple[Link, ...]:
    """The draft as Word and as a printable page, and as a spreadsheet where the form is wanted so."""
    hint = talk.word("draft.paper_hint", case=sheet.case)
    word = Link(talk.word("button.word"), f"/drafts/{sheet.case}.docx", hint)
    page = Link(talk.word("button.print"), f"/drafts/{sheet.case}/print", hint)
    if sheet.programme not in SPREADSHEETS:
        return word, page
    hint = talk.word("draft.sheet_hint", case=sheet.case)
    return word, Link(talk.word("button.sheet"), f"/drafts/{sheet.case}.xlsx", hint), page


def on_file(talk: Talk, case: str) -> Sheet | None:
    """The draft of a case number; where it isn't there any more, that is said."""
    sheet = talk.cases.get(case)
    if sheet is None:
        talk.tell("talk.lost", talk.choice("drafts", "drafts"), talk.choice("menu", "menu"))
    return sheet
