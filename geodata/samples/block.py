"""The whole sample block, made from one seed."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.samples import buildings, courtyards, facilities, pipes, planting, rooftops, streets
from geodata.samples.frame import METRIC_CRS, Frame, on_the_globe


@dataclass(frozen=True)
class Block:
    """Everything that is there, in WGS 84 (lon, lat). The columns of each frame are named where it is made."""

    bounds: BaseGeometry
    centre_lines: gpd.GeoDataFrame
    carriageways: gpd.GeoDataFrame
    pavements: gpd.GeoDataFrame
    kerbs: gpd.GeoDataFrame
    courtyards: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    trees: gpd.GeoDataFrame
    pipes: gpd.GeoDataFrame
    rooftops: gpd.GeoDataFrame
    facilities: gpd.GeoDataFrame


def yulan_lane(seed: int = 1) -> Block:
    """Yulan Lane 玉兰巷 and its twelve courtyards: fictional, and the same for the same seed."""
    # One stream of chance for each subject: a change in one leaves the others as they were.
    chance = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(8)]
    frame = Frame.at_anchor(chance[0])
    network = streets.lay_streets(frame, chance[1])
    plots = courtyards.divide(frame, network)
    houses = buildings.build(frame, plots, chance[2])
    planted = planting.sites(frame, network, plots, chance[3])
    edge = gpd.GeoDataFrame(geometry=[network.bounds], crs=METRIC_CRS)
    return Block(
        bounds=on_the_globe(edge).geometry.iloc[0],
        centre_lines=on_the_globe(streets.centre_lines(network)),
        carriageways=on_the_globe(streets.carriageways(network)),
        pavements=on_the_globe(streets.pavements(network)),
        kerbs=on_the_globe(streets.kerbs(network)),
        courtyards=on_the_globe(courtyards.courtyards(plots)),
        buildings=on_the_globe(buildings.buildings(houses)),
        sites=on_the_globe(planted),
        trees=on_the_globe(planting.trees(planted, chance[4])),
        pipes=on_the_globe(pipes.pipes(frame, network, plots, chance[5])),
        rooftops=on_the_globe(rooftops.rooftops(frame, houses, chance[6])),
        facilities=on_the_globe(
            facilities.facilities(frame, network, plots, houses=houses, planted=planted, rng=chance[7])
        ),
    )
