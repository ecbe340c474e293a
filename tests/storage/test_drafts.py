"""Drafts: steps, versions, history, case numbers, and whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.drafts import new_case
from storage.errors import IllegalTransition, StaleDraft, UnknownCase
from storage.records import DraftEvent, DraftRecord
from storage.states import STEPS, DraftState, allowed
from storage.store import Store
from tests.kept import drafts_of
from tests.storage.scene import NOW, answer, event, filled, hand_over, turn_for

LATER = NOW + timedelta(hours=1)
S = DraftState


def started(store: Store, *, trial: bool = False, address: str = "anna") -> DraftRecord:
    with turn_for(store, address) as turn:
        return turn.new_draft("certification", "2018", trial=trial)


def handed_over(store: Store, address: str = "anna") -> DraftRecord:
    with turn_for(store, address) as turn:
        draft = turn.save_draft(filled(turn.new_draft("certification", "2018")), event())
        return hand_over(turn, draft)


def step(store: Store, draft: DraftRecord, to: DraftState) -> DraftRecord:
    snapshot: dict[str, object] | None = {"facts": {}} if to is S.HANDED_OVER else None
    return store.save_draft(replace(draft, state=to), DraftEvent(to.value, "officer:lin", LATER, {}, snapshot))


def test_a_new_draft(store: Store) -> None:
    draft = started(store)
    assert (draft.programme, draft.edition, draft.state, draft.trial) == (
        "certification",
        "2018",
        S.FILLING,
        False,
    )
    assert (draft.version, draft.answers, draft.firm_name, draft.ubn) == (1, [], None, None)
    assert draft.created_at == draft.updated_at == NOW
    found = store.case(draft.case)
    assert found
    assert [(each.kind, each.after) for each in found.events] == [("started", S.FILLING)]


def test_answers_are_kept_with_the_event_that_brought_them(store: Store) -> None:
    draft = started(store)
    with turn_for(store, at=LATER) as turn:
        told = DraftEvent("answered", "firm", LATER, {"fact": "application_fee"})
        saved = turn.save_draft(filled(draft), told)
    assert saved.version == 2
    assert saved.updated_at == LATER
    assert saved.answers == [answer("application_fee", 80_000), answer("contact_name", "Person Ingrid Berg")]
    found = store.case(draft.case)
    assert found
    assert found.draft == saved
    last = found.events[-1]
    assert (last.kind, last.actor, last.at, last.version) == ("answered", "firm", LATER, 2)
    assert (last.before, last.after, last.detail) == (S.FILLING, S.FILLING, {"fact": "application_fee"})


def test_a_version_that_no_longer_stands_is_refused_and_changes_nothing(store: Store) -> None:
    draft = started(store)
    store.save_draft(replace(draft, firm_name="first"), event())
    with pytest.raises(StaleDraft, match=draft.case):
        store.save_draft(replace(draft, firm_name="second"), event())
    with pytest.raises(StaleDraft), turn_for(store) as turn:
        turn.save_draft(replace(draft, firm_name="second"), event())
    found = store.case(draft.case)
    assert found
    assert (found.draft.firm_name, found.draft.version, len(found.events)) == ("first", 2, 2)


def test_two_saves_in_one_turn_build_on_each_other(store: Store) -> None:
    with turn_for(store) as turn:
        draft = turn.new_draft("certification", "2018")
        draft = turn.save_draft(replace(draft, answers=[answer("label", "fsc")]), event())
        draft = turn.save_draft(replace(draft, answers=[*draft.answers, answer("x", 1)]), event())
        assert turn.draft(draft.case) == draft
        assert turn.drafts() == (draft,)
    assert draft.version == 3


class TestSteps:
    """The allowed steps, written out by hand from the design."""

    WAY: tuple[tuple[DraftState, set[DraftState]], ...] = (
        (S.FILLING, {S.READY}),
        (S.READY, {S.FILLING, S.HANDED_OVER, S.FILED}),
        (S.HANDED_OVER, {S.UNDER_REVIEW, S.FILED}),
        (S.UNDER_REVIEW, {S.NEEDS_MORE, S.READY_TO_FILE, S.FILED}),
        (S.NEEDS_MORE, {S.UNDER_REVIEW, S.FILED}),
        (S.READY_TO_FILE, {S.NEEDS_MORE, S.FILED}),
        (S.FILED, {S.APPROVED, S.REFUSED, S.WAITING}),
        (S.WAITING, {S.APPROVED, S.REFUSED}),
        (S.APPROVED, {S.CLAIMED, S.LAPSED}),
        (S.CLAIMED, {S.PAID, S.LAPSED}),
        (S.PAID, {S.REPAYMENT}),
        (S.REFUSED, set()),
        (S.LAPSED, set()),
        (S.REPAYMENT, set()),
        (S.ERASED, set()),
    )

    def test_every_state_and_every_step(self) -> None:
        assert {before: set(after) for before, after in STEPS.items()} == dict(self.WAY)
        for before, ways in self.WAY:
            for after in S:
                stays = before is after and before is not S.ERASED
                assert allowed(before, after, trial=False) is (after in ways or stays), (before, after)

    def test_a_trial_never_leaves_the_firms_hands(self) -> None:
        mine = {S.FILLING, S.READY}
        for before, ways in self.WAY:
            for after in S:
                expected = after in mine and before in mine and (after in ways or after is before)
                if before in mine:
                    assert allowed(before, after, trial=True) is expected, (before, after)

    def test_the_whole_way_to_repayment(self, store: Store) -> None:
        draft = started(store)
        way = (
            S.READY, S.FILLING, S.READY, S.HANDED_OVER, S.UNDER_REVIEW, S.NEEDS_MORE, S.UNDER_REVIEW,
            S.READY_TO_FILE, S.FILED, S.WAITING, S.APPROVED, S.CLAIMED, S.PAID, S.REPAYMENT,
        )  # fmt: skip
        for state in way:
            draft = step(store, draft, state)
            assert draft.state is state
        assert draft.version == 1 + len(way)
        found = store.case(draft.case)
        assert found
        assert [each.after for each in found.events] == [S.FILLING, *way]
        assert [each.before for each in found.events[1:]] == [S.FILLING, *way[:-1]]

    def test_an_illegal_step_changes_nothing(self, store: Store) -> None:
        draft = started(store)
        with pytest.raises(IllegalTransition, match="from filling to filed"):
            step(store, draft, S.FILED)
        found = store.case(draft.case)
        assert found
        assert (found.draft, len(found.events)) == (draft, 1)

    def test_a_trial_is_not_handed_over(self, store: Store) -> None:
        draft = step(store, started(store, trial=True), S.READY)
        with pytest.raises(IllegalTransition):
            step(store, draft, S.HANDED_OVER)
        assert store.handed_over() == ()

    def test_handing_over_asks_for_what_is_handed_over(self, store: Store) -> None:
        draft = step(store, started(store), S.READY)
        with pytest.raises(ValueError, match="snapshot"):
            store.save_draft(replace(draft, state=S.HANDED_OVER), event("handed_over"))


def test_what_was_handed_over_stays_as_it_was(store: Store) -> None:
    draft = handed_over(store)
    assert draft.handed_over_at == NOW
    changed = store.save_draft(replace(draft, answers=[answer("application_fee", 1)]), event(at=LATER))
    assert changed.handed_over_at == NOW
    found = store.case(draft.case)
    assert found
    snapshots = [each.snapshot for each in found.events if each.snapshot is not None]
    assert snapshots == [{"facts": {"application_fee": 80_000}}]


def test_the_officers_queue_has_the_latest_first_and_only_what_was_handed_over(store: Store) -> None:
    first = handed_over(store)
    started(store, address="bert")
    with turn_for(store, "cleo", at=LATER) as turn:
        second = hand_over(turn, turn.new_draft("certification", "2018"))
    assert [draft.case for draft in store.handed_over()] == [second.case, first.case]


def test_nobody_reaches_anothers_draft(store: Store) -> None:
    draft = started(store)
    with turn_for(store, "bert") as turn:
        assert turn.draft(draft.case) is None
        assert turn.case(draft.case) is None
        assert turn.drafts() == ()
        with pytest.raises(UnknownCase):
            turn.save_draft(draft, event())
    assert store.case_of("web", "bert", draft.case) is None
    assert store.case_of("web", "nobody", draft.case) is None
    assert drafts_of(store, "web", "bert") == drafts_of(store, "web", "nobody") == []
    mine = store.case_of("web", "anna", draft.case)
    assert mine
    assert mine.draft == draft
    assert drafts_of(store, "web", "anna") == [draft]


def test_a_draft_that_does_not_exist(store: Store) -> None:
    assert store.case("GT-107-XXXXXX") is None
    with pytest.raises(UnknownCase):
        store.save_draft(replace(started(store), case="GT-107-XXXXXX"), event())


def test_a_case_number_is_found_however_it_is_typed(store: Store) -> None:
    draft = started(store)
    found = store.case(f"  {draft.case.lower()} ")
    assert found
    assert found.draft == draft


def test_case_numbers_are_short_plain_and_not_to_be_guessed() -> None:
    cases = {new_case(NOW) for _ in range(5000)}
    assert len(cases) > 4990  # 30 letters, six places: 729,000,000 numbers a year
    assert all(re.fullmatch(r"GT-107-[2-9A-HJKMNP-TV-Z]{6}", case) for case in cases)


def test_the_year_of_a_case_number_is_taipeis() -> None:
    # 2018-12-31 16:00 UTC is midnight of 2019-01-01 in Taipei, ROC year 108
    assert new_case(datetime(2018, 12, 31, 15, 59, 59, tzinfo=UTC)).startswith("GT-107-")
    assert new_case(datetime(2018, 12, 31, 16, 0, 0, tzinfo=UTC)).startswith("GT-108-")


def test_a_case_number_already_given_is_not_given_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter(["GT-107-AAAAAA", "GT-107-AAAAAA", "GT-107-BBBBBB"])
    monkeypatch.setattr("storage.drafts.new_case", lambda _now: next(draws))
    assert [started(store).case, started(store).case] == ["GT-107-AAAAAA", "GT-107-BBBBBB"]


def test_odd_names_do_not_break_the_plain_columns(store: Store) -> None:
    draft = started(store)
    odd = replace(draft, firm_name="\0nul \ud800 " + "長" * 10_000, ubn="1" * 10_000)
    saved = store.save_draft(odd, event())
    assert saved.firm_name == ("nul ? " + "長" * 10_000)[:255]
    assert saved.ubn == "1" * 32
