"""The illustrative community: its counts, its two rounds, the same for the same seed, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from geodata.clearance.finding import Answer
from planning import store
from planning.actions.illustrative import load_illustrative, loading
from planning.actions.illustrative.captions import CAPTIONS
from planning.actions.illustrative.drawing import drawn
from planning.actions.illustrative.drawing.gallery import SCENES
from planning.actions.illustrative.loading import Loaded
from planning.errors import Refusal
from planning.options.ballot import Ballot
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import decision_of
from planning.options.electorate import Code, Voter, VoterKind, code_hash
from planning.options.frozen_roll import roll_hash
from planning.options.round import Round, State, definition_hash
from planning.people import Role
from planning.queries.planting import standing_summary
from planning.settings import Settings
from planning.site import Community
from planning.surveys.comment import Comment, Stance, Support
from planning.surveys.observation import Facility, Kind, PlantingSite, RooftopStructure, SurveyState, Tree
from planning.surveys.photo import Owner, Photo
from planning.web.house import House, open_house
from planning.wording import Words
from tests.makers import NOON, SYSTEM, community, staff, visitor
from tests.planting import CAMPHOR

imagined = cache(loading.imagined)


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Iterator[House]:
    """A house that tests only read."""
    opened = open_house(Settings(data_dir=tmp_path_factory.mktemp("example")))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def loaded(example) -> Loaded:
    """The illustrative community in it."""
    return load_illustrative(example.database, visitor(), NOON, seed=1, photo_dir=example.settings.photo_dir)


def all_words(value: Any, path: str = "") -> Iterator[tuple[str, Words]]:
    """Every bilingual value inside another, with where it stands."""
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from all_words(one, path)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_words(getattr(value, field.name), f"{path}/{type(value).__name__}.{field.name}")


def test_everything_of_the_issue_is_there(example, loaded):
    """Counted in the database after loading."""
    with example.database.reading() as session:
        found = store.get(session, Community, loaded.community_id)
        assert found.illustrative
        assert (found.name.zh, found.name.en) == ("玉兰巷社区", "Yulan Lane Community")
        wanted = {PlantingSite: 320, RooftopStructure: 190, Facility: 40, Comment: 60}
        assert {kind: store.count(session, kind, community_id=found.id) for kind in wanted} == wanted
        assert store.count(session, Tree, community_id=found.id, removed_at=None) == 300
        roll = store.find(session, Voter, round_id=loaded.open_round_id)
        assert Counter(voter.kind for voter in roll) == {VoterKind.HOUSEHOLD: 420, VoterKind.SHOP: 60}
        assert store.count(session, Code, round_id=loaded.open_round_id) == 480


def test_where_a_camphor_may_stand_has_an_answer(example, loaded):
    """Everything a table asks about is on the map or stated not to be here: sites are clear or not, and it is said by whom."""
    found = standing_summary(example.database, visitor(), NOON, community_id=loaded.community_id, scientific=CAMPHOR)
    assert found.limits.unchecked == ()
    assert dict(found.limits.absent).keys() == {
        "reclaimed", "heat", "overhead", "fence", "retaining_wall", "pole", "hydrant",
    }  # fmt: skip
    assert found.counts[Answer.CLEAR] > 0
    assert found.counts[Answer.TOO_CLOSE] > 0
    assert found.counts[Answer.UNKNOWN] < found.sites / 10


def test_one_round_is_closed_and_one_is_open_for_two_weeks(example, loaded):
    """By the clock of the moment of loading, both sealed under the hash of what voters read."""
    with example.database.reading() as session:
        closed, open_ = (store.get(session, Round, i) for i in (loaded.closed_round_id, loaded.open_round_id))
    assert (closed.state(NOON), closed.method) == (State.CLOSED, "plurality")
    assert (open_.state(NOON), open_.method) == (State.OPEN, "irv")
    assert open_.period is not None
    assert timedelta(days=12) < open_.period.closes - NOON < timedelta(days=16)
    for poll in imagined(1, NOON).polls:
        assert poll.round.definition_hash == definition_hash(poll.round, list(poll.options))


def test_a_ballot_lies_in_the_box_for_every_spent_code(example, loaded):
    """A third of the open round has voted, and the codes handed out are those of the others, kept as hashes only."""
    with example.database.reading() as session:
        for round_id in (loaded.closed_round_id, loaded.open_round_id):
            codes = store.find(session, Code, round_id=round_id)
            spent = [code for code in codes if code.spent_at]
            assert len(spent) == store.count(session, Ballot, round_id=round_id)
            assert all(code.client_hash for code in spent)
        unspent = {code.hash: code.voter_id for code in codes if not code.spent_at}
        assert 0.25 < len(spent) / len(codes) < 0.42
    assert {code_hash(issued.code): issued.voter.id for issued in loaded.codes} == unspent
    assert loaded.codes[0].code not in repr(loaded)


def test_nobody_has_voted_outside_the_period_or_in_the_future(example, loaded):
    """Times of spent codes lie within their round, and before the moment of loading."""
    with example.database.reading() as session:
        for round_id in (loaded.closed_round_id, loaded.open_round_id):
            period = store.get(session, Round, round_id).period
            assert period is not None
            for code in store.find(session, Code, round_id=round_id):
                assert code.spent_at is None or period.opens <= code.spent_at < min(period.closes, NOON)


def test_ballots_name_options_of_their_round_only():
    """Partial and blank ones among them."""
    for poll in imagined(2, NOON).polls:
        keys = {option.key for option in poll.options}
        lengths = Counter(len(ballot.ranking) for ballot in poll.turnout.ballots)
        assert all({key for rank in ballot.ranking for key in rank} <= keys for ballot in poll.turnout.ballots)
        # Of yes, no and abstain exactly one is chosen.
        assert (set(lengths) == {1}) if poll.round.rule else (len(lengths) > 1)


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_first_round_was_accepted_by_its_rule_and_gates_the_second(seed):
    """The sums by choice are those of the ballots in the box, and by heads and area enough took part and consented."""
    keep, choose = imagined(seed, NOON).polls
    assert choose.round.gate_id == keep.round.id
    decision = decision_of(rule_of(keep.round.rule), keep.voters, keep.turnout.sums)
    assert decision.accepted
    in_box = Counter(ballot.ranking[0][0] for ballot in keep.turnout.ballots)
    assert {str(choice): measure.heads for choice, measure in decision.whole.tally.sums.items()} == in_box
    assert keep.round.roll_hash == roll_hash(keep.voters)


def test_comments_are_sixty_varied_voices():
    """About 48 in Chinese and 12 in English, objections among them, half of them about a very object."""
    comments = imagined(1, NOON).speech.comments
    english = sum(comment.text.isascii() for comment in comments)
    assert (len(comments), english) == (60, 12)
    assert len({comment.text for comment in comments}) == 60
    assert {comment.stance for comment in comments} == set(Stance)
    assert 25 <= sum(comment.target is not None for comment in comments) <= 40
    assert all(NOON - timedelta(days=90) < comment.at < NOON for comment in comments)
    bounds = imagined(1, NOON).ground.community.bounds
    assert bounds is not None
    assert all(bounds.holds(comment.pin.lon, comment.pin.lat) for comment in comments)


def test_comments_about_an_object_stand_at_it():
    """The object exists and the pin is its pin."""
    made = imagined(2, NOON)
    here = made.ground
    things: list[Any] = [*here.trees, *here.sites, *here.structures, *here.facilities]
    pins = {thing.id: thing.pin for thing in things}
    pinned = [(c.target.id, c.pin) for c in made.speech.comments if c.target and c.target.kind is not Kind.COURTYARD]
    assert len(pinned) > 20
    assert all(pins[thing] == pin for thing, pin in pinned)


def test_supports_come_after_their_comment_once_a_browser(example, loaded):
    """No "me too" before there was something to join."""
    with example.database.reading() as session:
        at = {comment.id: comment.at for comment in store.find(session, Comment)}
        supports = store.find(session, Support)
    assert supports
    assert all(at[support.comment_id] < support.at < NOON for support in supports)


def test_the_same_seed_and_moment_imagine_the_same_community():
    """Equal as values; another seed makes another one, another moment moves the dates."""
    assert loading.imagined(1, NOON) == imagined(1, NOON)
    assert imagined(1, NOON).ground != imagined(2, NOON).ground
    later = imagined(1, NOON + timedelta(days=3))
    assert later.case.opened_at - imagined(1, NOON).case.opened_at == timedelta(days=3)


def test_every_state_of_the_survey_is_met_and_courtyard_3_is_finished():
    """As in the home case."""
    here = imagined(1, NOON).ground
    yards = {yard.id: yard.code for yard in here.courtyards}
    assert {one.state for one in here.structures} == set(SurveyState)
    assert {one.state for one in here.structures if yards[one.courtyard_id or ""] == "03"} == {SurveyState.REMOVED}


def test_all_words_are_in_both_languages():
    """Names, options, facts, captions: nothing that a reader of one language would miss."""
    made = imagined(1, NOON)
    nameless = {"pavement", "kerb"}
    here = replace(made.ground, streets=tuple(s for s in made.ground.streets if s.part not in nameless))
    words = [*all_words(here), *all_words(made.case), *all_words(made.polls), *all_words(list(CAPTIONS.values()))]
    assert len(words) > 100
    assert not [(path, found) for path, found in words if not (found.zh and found.en)]


def test_each_option_has_as_much_for_it_as_the_others():
    """Equal space: the same facts in the same order, two points for and two against, a drawing each."""
    for poll in imagined(1, NOON).polls:
        told = [option for option in poll.options if option.key != "abstain"]
        assert len({tuple(fact.label for fact in option.facts) for option in told}) == 1
        assert {(len(option.pros), len(option.cons)) for option in told} == {(2, 2)}
        assert len(set(poll.drawings)) == len(told)


def test_photos_have_their_files(example, loaded):
    """Of comments, the case and every option; small JPEGs with words for those who cannot see them."""
    with example.database.reading() as session:
        photos = store.find(session, Photo, community_id=loaded.community_id)
    owners = Counter(photo.owner for photo in photos)
    assert owners[Owner.OPTION] == 7
    assert owners[Owner.CASE] >= 4
    assert owners[Owner.COMMENT] >= 20
    for photo in photos:
        assert (example.settings.photo_dir / f"{photo.id}.jpg").stat().st_size < 60_000
        assert photo.caption.zh
        assert photo.caption.en


@pytest.mark.parametrize("name", sorted(SCENES))
def test_each_drawing_is_a_small_picture_that_differs_by_seed(name):
    """900 x 675, under 60 kB, the same for the same seed."""
    one, again, other = drawn(name, 1), drawn(name, 1), drawn(name, 2)
    assert Image.open(BytesIO(one.data)).size == (900, 675)
    assert len(one.data) < 60_000
    assert one == again != other


def test_a_second_loading_of_the_same_seed_is_refused(example, loaded):
    """It says so, and changes nothing."""
    with pytest.raises(Refusal) as refused:
        load_illustrative(example.database, SYSTEM, NOON, seed=1, photo_dir=example.settings.photo_dir)
    assert refused.value.code == "already_loaded"


def test_a_house_in_use_takes_it_from_administrators_only(house):
    """Anyone may begin with it; later it needs an administrator."""
    community(house)
    for who in (visitor(), staff(Role.PLANNER)):
        with pytest.raises(Refusal) as refused:
            load_illustrative(house.database, who, NOON, seed=1, photo_dir=house.settings.photo_dir)
        assert refused.value.code == "not_allowed"
    assert load_illustrative(
        house.database, staff(Role.ADMINISTRATOR), NOON, seed=1, photo_dir=house.settings.photo_dir
    ).codes


def test_a_loading_that_fails_leaves_nothing_behind(house, monkeypatch):
    """One transaction: no community, no photo file."""

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(loading._Writing, "_poll", fail)
    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        load_illustrative(house.database, visitor(), NOON, seed=1, photo_dir=house.settings.photo_dir)
    with house.database.reading() as session:
        assert store.count(session, Community) == store.count(session, Photo) == 0
    assert not list(house.settings.photo_dir.glob("*.jpg"))
