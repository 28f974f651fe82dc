"""What GDAL may do here: read and write a few formats of files, follow nothing that stands in them.

A virtual layer (OGR VRT) that was named ``innocent.geojson`` made GDAL read other files of the server and call other
machines. So every driver but the few that are used is switched off, and addresses are too. The settings are read when
GDAL is loaded, therefore :mod:`geodata` applies them when it is imported, before any of its modules loads GDAL.
"""

from __future__ import annotations

import os

USED = frozenset({"ESRI Shapefile", "GPKG", "KML", "LIBKML", "GPX", "OSM", "GeoJSON", "MEM"})
"""Drivers that stay. A test compares them with what GDAL then says."""

_SKIPPED = (
    "ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,ESRIJSON,Elasticsearch,FlatGeobuf,GDALG,GML,"
    "GPSBabel,GTFS,GeoJSONSeq,GeoRSS,HTTP,Idrisi,JML,JSONFG,LVBAG,MBTiles,MVT,MapInfo File,MapML,MiraMonVector,NGW,"
    "OAPIF,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,OpenFileGDB,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,PMTiles,S57,SQLite,SXF,Selafin,"
    "TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX"
)

_SETTINGS = {
    "GDAL_SKIP": _SKIPPED,
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_MAX_RETRY": "0",
    "OGR_GEOMETRY_ACCEPT_UNCLOSED_RING": "YES",  # told by validity afterwards, row by row
}


def restrict() -> None:
    """Apply the settings to this process and its children."""
    os.environ.update(_SETTINGS)
