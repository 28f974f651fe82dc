"""Where a species may stand in a community, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.clearance.finding import Answer
from planning import store
from planning.errors import N_, Refusal
from planning.options.screening.standing import Beside, Limits, Standing, could_stand, stand
from planning.options.screening.terms import Terms
from planning.options.species.catalogue import CatalogueSpecies
from planning.options.species.suitability import Suitability, by_suitability, suitability
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import planting as stored
from planning.surveys.observation import Pipe, PlantingSite

MOST_SHOWN = 20_000
"""Sites that a map is told of at once: more would be a carpet of marks."""


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """Whether the species asked for may stand on one site."""

    id: str
    lon: float
    lat: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Summary:
    """A species on all sites of a community: sites by answer, what stands in the way (keys of things), and what the
    answers do not rest on.
    """

    species: CatalogueSpecies
    counts: tuple[int, int, int, int]
    in_the_way: tuple[tuple[str, int], ...]
    limits: Limits

    @property
    def sites(self) -> int:
        """All that were asked."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site and one species: everything that was asked of it, and which other species could stand there.

    ``names`` are what lines in the way are called in the file that they came from, by id.
    """

    species: CatalogueSpecies
    answer: Answer
    beside: tuple[Beside, ...]
    limits: Limits
    instead: tuple[CatalogueSpecies, ...]
    names: Mapping[str, str]


@query
def planting_terms(look: Look, *, community_id: str) -> Terms:
    """Tables, species, winter and weights that hold in a community."""
    look.permit_in(community_id)
    return stored.terms(look.session, community_id)


@query
def ranked_species(look: Look, *, community_id: str) -> list[Suitability]:
    """The catalogue, the most suitable first by the residents' weights."""
    look.permit_in(community_id)
    return _ranked(stored.terms(look.session, community_id))


@query
def standing_summary(look: Look, *, community_id: str, scientific: str) -> Summary:
    """How many sites take a species. Raises :class:`Refusal` (``unknown_species``)."""
    standing = _standing(look, look.permit_in(community_id), scientific)
    counts = tuple(standing.count(answer) for answer in Answer)
    return Summary(
        standing.species, (counts[0], counts[1], counts[2], counts[3]),
        tuple((thing.key, number) for thing, number in standing.in_the_way()),
        standing.limits,
    )  # fmt: skip


@query
def standing_sites(look: Look, *, community_id: str, scientific: str) -> list[SiteAnswer]:
    """The answer of every site, for the map. Raises :class:`Refusal` (``unknown_species``, ``many_sites``)."""
    standing = _standing(look, look.permit_in(community_id), scientific)
    ground = standing.ground
    if len(ground) > MOST_SHOWN:
        raise Refusal("many_sites", N_("There are too many planting sites to mark at once: tap one to see its answer."))
    return [SiteAnswer(id_, float(lon), float(lat), Answer(int(answer))) for id_, lon, lat, answer in
            zip(ground.site_ids, ground.lon, ground.lat, standing.answers, strict=True)]  # fmt: skip


@query
def site_standing(look: Look, *, community_id: str, site_id: str, scientific: str) -> SiteView:
    """Why a species may stand on a site or not. Raises :class:`Refusal` (``not_found``, ``unknown_species``)."""
    standing = _standing(look, look.permit_in(community_id), scientific)
    ground = standing.ground
    if site_id not in ground.site_ids:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    site, terms = ground.site_ids.index(site_id), stored.terms(look.session, community_id)
    answer = Answer(int(standing.answers[site]))
    others = () if answer is Answer.CLEAR else could_stand(
        site, [one.species for one in _ranked(terms)], ground, terms.rules
    )  # fmt: skip
    beside = standing.at(site)
    lines = store.find(
        look.session, Pipe, id={one.obstacle for one in beside if one.obstacle}, community_id=community_id
    )
    # A line that had no id in its file has a key of its place and shape, which is no name.
    names = {line.id: line.external_id for line in lines if line.external_id and not line.external_id.startswith("@")}
    return SiteView(standing.species, answer, beside, standing.limits, others, names)


@query
def site_names(look: Look, *, community_id: str) -> dict[str, str]:
    """What planting sites are called, by id: their number in the inventory, else their street."""
    look.permit_in(community_id)
    found = store.find(look.session, PlantingSite, community_id=community_id, retired_at=None)
    return {site.id: site.external_id or site.street or site.id[:6] for site in found}


def _ranked(terms: Terms) -> list[Suitability]:
    return by_suitability(suitability(one, terms.weights, terms.winter_c) for one in terms.catalogue.values())


def _standing(look: Look, community: Community, scientific: str) -> Standing:
    terms = stored.terms(look.session, community.id)
    species = terms.catalogue.get(scientific)
    if species is None:
        raise Refusal("unknown_species", N_("This species is not in the catalogue: choose one of the list."))
    return stand(species, stored.ground(look.session, community), terms.rules)
