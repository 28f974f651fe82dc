"""Pure geospatial functions: reading planners' files, coordinate systems, and the sample block. Knows nothing of planning."""

from geodata.gdal import restrict

restrict()
