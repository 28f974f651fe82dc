"""A file that was opened: which layers it has, and a way to read each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geodata.faults import N_, Unreadable, unreadable
from geodata.reading.table import Table


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a file, a sheet of a workbook, or the one table that a simple file is.

    :param name: empty for a file that cannot have several.
    :param geometry: type of its geometries, empty where there are none or where it is not known beforehand.
    :param rows: how many, if the file says so.
    :param crs: as the file states it.
    """

    name: str
    geometry: str = ""
    rows: int | None = None
    crs: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file; ``take`` reads the layer of a name."""

    format: str
    layers: tuple[Layer, ...]
    take: Callable[[str], Table]
    together: Callable[[tuple[str, ...]], Table] | None = None
    """Reads several layers as one table, where the format holds them in one."""

    def read(self, name: str = "") -> Table:
        """One layer as a table; without a name the only one there is.

        Raises :class:`~geodata.faults.Unreadable` (``which_layer``, ``unknown_layer``, and what is wrong with it).
        """
        if not name:
            if len(self.layers) != 1:
                raise self.which()
            name = self.layers[0].name
        elif name not in {layer.name for layer in self.layers}:
            raise unreadable("unknown_layer", N_("The file has no layer {layer}; it has: {layers}."),
                             layer=name[:80], layers=self.listed() or "–")  # fmt: skip
        return self.take(name)

    def which(self) -> Unreadable:
        """The question which of several layers is meant."""
        return unreadable("which_layer", N_("The file has several layers, and none was named. Choose one: {layers}."),
                          layers=self.listed())  # fmt: skip

    def listed(self) -> str:
        """Names of all layers, with what is in them."""
        return ", ".join(
            f"{layer.name} ({', '.join(filter(None, (layer.geometry, '' if layer.rows is None else str(layer.rows))))})"
            if layer.geometry or layer.rows is not None else layer.name
            for layer in self.layers if layer.name
        )  # fmt: skip
