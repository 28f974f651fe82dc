"""Words of other people's files: column names and values, Chinese, English and German.

Column names stand here as :func:`..units.plain` writes them: small letters, no spaces, marks or units. Chinese
ones in simplified and traditional characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from planning.surveys.observation import (
    Condition,
    FacilityKind,
    PipeKind,
    StreetKind,
    StructureKind,
    SurveyState,
)


def named(members: type[StrEnum], others: Mapping[str, StrEnum]) -> dict[str, StrEnum]:
    """Members by their own codes, and by other words."""
    return {str(member).replace("_", ""): member for member in members} | dict(others)


X = ("lon", "lng", "long", "longitude", "经度", "經度", "längengrad", "laengengrad", "twd97x", "easting", "east",
     "rechtswert", "东坐标", "东坐标y", "横坐标", "横坐标y", "x坐标", "x座標", "xcoord", "coordx", "pointx", "x")  # fmt: skip
Y = ("lat", "latitude", "纬度", "緯度", "breitengrad", "twd97y", "northing", "north",
     "hochwert", "北坐标", "北坐标x", "纵坐标", "纵坐标x", "y坐标", "y座標", "ycoord", "coordy", "pointy", "y")  # fmt: skip
LON_LAT = ("lonlat", "lnglat", "longitudelatitude", "经纬度", "經緯度", "经纬度坐标", "坐标经纬度")
LAT_LON = ("latlon", "latlng", "latitudelongitude", "纬经度", "緯經度")
GEOMETRY = ("wkt", "geometry", "geom", "thegeom", "wkbgeometry", "ewkb", "wkb", "几何", "shape")

ID = ("treeid", "ref", "树木编号", "樹木編號", "编号", "編號", "树号", "baumid", "baumnummer", "externalid", "assetid", "objectid",
      "gisid", "globalid", "uuid", "uid", "nummer", "nr", "number", "no", "序号", "id", "fid", "gid", "osmid")  # fmt: skip
NAME = ("name", "名称", "名稱", "title", "bezeichnung", "道路名称", "label")
NAME_EN = ("nameen", "englishname", "nameenglish", "英文名", "英文名称", "英文名稱", "英文道路名称")
NOTE = ("note", "notes", "remark", "remarks", "comment", "comments", "备注", "備註", "说明", "bemerkung", "bemerkungen",
        "anmerkung")  # fmt: skip
CONDITION = ("condition", "health", "healthcondition", "健康状况", "生长状况", "生长势", "长势", "状况", "状态", "zustand",
             "vitalität", "vitalitaet")  # fmt: skip
SPECIES = ("species", "treetype", "treespecies", "树种", "樹種", "树种名称", "树名", "中文名", "commonname", "common",
           "namecommon", "baumart", "baumbezeichnungdeutsch", "bezeichnungdeutsch", "artdeutsch", "artdtsch", "art",
           "baumname", "speciesname")  # fmt: skip
SCIENTIFIC = ("scientific", "scientificname", "latinname", "latin", "botanicalname", "botanical", "taxon", "学名", "學名",
              "拉丁名", "拉丁学名", "baumbezeichnungbotanisch", "bezeichnungbotanisch", "artbotanisch", "artbot",
              "artlatein", "botanisch", "gattungart", "baumartlateinisch")  # fmt: skip
SPECIES_EN = ("speciesen", "englishname", "commonnameen", "英文名", "英文名称")
DBH = ("dbh", "diameter", "trunkdiameter", "stemdiameter", "diameteratbreastheight", "胸径", "胸徑", "树径", "干径",
       "stammdurchmesser", "brusthöhendurchmesser", "bhd", "durchmesser", "stammdurch")  # fmt: skip
GIRTH = ("girth", "circumference", "trunkcircumference", "trunkgirth", "胸围", "胸圍", "干周", "树围", "樹圍", "地围",
         "stammumfang", "umfang", "stammumfg", "circonferencecm")  # fmt: skip
HEIGHT = ("treeheight", "height", "heightm", "树高", "樹高", "高度", "高", "建筑高度", "baumhöhe", "baumhoehe", "höhe",
          "hoehe", "kronenhöhe")  # fmt: skip
CROWN = ("crown", "crowndiameter", "crownwidth", "canopy", "crownspread", "spread", "冠幅", "冠徑", "冠径", "树冠直径",
         "kronendurchmesser", "krone", "kronedurch", "kronenbreite")  # fmt: skip
PLANTED = ("plantedyear", "yearplanted", "plantyear", "plantingyear", "planted", "plantedon", "plantdate", "种植年份",
           "栽植年份", "种植年", "栽植日期", "種植年", "pflanzjahr", "gepflanzt", "standjahr")  # fmt: skip
REMOVED = ("removedyear", "yearremoved", "removed", "felled", "移除年份", "伐除年份", "entnahmejahr", "fälljahr",
           "faelljahr", "gefällt")  # fmt: skip
SURVEYED = ("surveydate", "captured", "surveyedon", "surveyed", "inspected", "inspectiondate", "调查日期", "調查日期", "普查日期",
            "测量日期", "aufnahmedatum", "erhebungsdatum", "kontrolldatum")  # fmt: skip
STREET = ("street", "streetname", "road", "address", "location", "parkname", "街道", "道路", "路名", "位置", "地点", "地址",
          "strasse", "straße", "strassenname", "straßenname", "standort", "objekt", "lage")  # fmt: skip
PIT = ("pit", "pitwidth", "treepit", "树池", "树池宽度", "树穴", "baumscheibe", "pflanzgrube")
STRUCTURE = ("structure", "structurekind", "type", "kind", "类型", "類型", "种类", "构筑物类型", "typ")
STATE = ("state", "status", "surveystate", "状态", "进展", "stand")
BUILDING = ("building", "buildingname", "楼栋", "楼号", "栋号", "建筑", "gebäude")
AREA = ("area", "面积", "面積", "建筑面积", "fläche", "flaeche")
FACILITY = (
    "facility",
    "facilitykind",
    "type",
    "kind",
    "category",
    "类型",
    "類型",
    "设施类型",
    "类别",
    "种类",
    "art",
    "typ",
)
STOREYS = (
    "storeys",
    "stories",
    "floors",
    "levels",
    "buildinglevels",
    "层数",
    "楼层",
    "樓層",
    "geschosse",
    "stockwerke",
)
PART = ("part", "type", "kind", "类型", "部位", "typ")
CODE = ("code", "编号", "編號", "院落编号", "id", "nummer", "number")
CARRIES = ("carries", "type", "kind", "utility", "medium", "管线类型", "类型", "管线种类", "sparte", "typ")
DIAMETER_MM = ("diameter", "dn", "管径", "管徑", "直径", "durchmesser", "nennweite")
DEPTH = ("depth", "埋深", "深度", "tiefe", "überdeckung")
ABOVE_GROUND = ("height", "conductorheight", "clearance", "架空高度", "离地高度", "导线高度", "对地高度", "围墙高度", "墙高",
                "高度", "高", "fenceheight", "wallheight", "zaunhöhe", "mauerhöhe", "höhe", "hoehe")  # fmt: skip
VOLTAGE = ("voltage", "voltagelevel", "nominalvoltage", "kv", "电压", "電壓", "电压等级", "额定电压", "spannung", "nennspannung",
           "spannungsebene")  # fmt: skip
MATERIAL = ("material", "管材", "材质", "材質", "werkstoff")
ACCURACY = ("accuracy", "horizontalaccuracy", "hacc", "精度", "平面精度", "genauigkeit")
HEIGHT_ACCURACY = ("heightaccuracy", "verticalaccuracy", "vacc", "高程精度", "高度精度", "垂直精度", "höhengenauigkeit")

LAYERS = {
    "tree": {"tree", "trees", "树", "树木", "行道树", "樹木", "bäume", "baum", "baumkataster"},
    "planting_site": {"plantingsite", "plantingsites", "树池", "树穴", "baumscheiben", "pflanzstellen"},
    "rooftop_structure": {"rooftopstructure", "rooftopstructures", "rooftops", "楼顶构筑物", "楼顶违建", "违建"},
    "facility": {"facility", "facilities", "设施", "公共设施", "waypoints", "points"},
    "pipe": {"pipe", "pipes", "管线", "地下管线", "管网", "leitungen", "mains", "lines"},
    "building": {"building", "buildings", "建筑", "建筑物", "楼栋", "gebäude", "gebaeude", "multipolygons"},
    "street": {
        "street",
        "streets",
        "road",
        "roads",
        "道路",
        "街道",
        "strassen",
        "straßen",
        "lines",
        "streetlines",
        "streetareas",
    },
    "layer": set(),
    "courtyard": {"courtyard", "courtyards", "院落", "小区", "höfe", "multipolygons"},
}
"""Names that files give to layers of each kind; the last ones are GDAL's for OpenStreetMap."""
OUR_PARTS = {"street": ("street_lines", "street_areas")}
"""Layers of our own files that hold one kind between them."""

CONDITIONS: dict[str, StrEnum] = named(Condition, {
    "excellent": Condition.GOOD, "healthy": Condition.GOOD, "好": Condition.GOOD, "良好": Condition.GOOD,
    "优": Condition.GOOD, "良": Condition.GOOD, "健康": Condition.GOOD, "正常": Condition.GOOD, "gut": Condition.GOOD,
    "moderate": Condition.FAIR, "average": Condition.FAIR, "一般": Condition.FAIR, "中": Condition.FAIR,
    "中等": Condition.FAIR, "mittel": Condition.FAIR, "bad": Condition.POOR, "差": Condition.POOR,
    "较差": Condition.POOR, "衰弱": Condition.POOR, "濒危": Condition.POOR, "schlecht": Condition.POOR,
    "死亡": Condition.DEAD, "枯死": Condition.DEAD, "死": Condition.DEAD, "tot": Condition.DEAD,
    "abgestorben": Condition.DEAD, "未知": Condition.UNKNOWN, "unbekannt": Condition.UNKNOWN,
})  # fmt: skip

STRUCTURES = {
    "棚屋": StructureKind.SHED, "违建房": StructureKind.SHED, "房屋": StructureKind.SHED, "schuppen": StructureKind.SHED,
    "温室": StructureKind.GREENHOUSE, "阳光房": StructureKind.GREENHOUSE, "鸽舍": StructureKind.PIGEON_LOFT,
    "鸽棚": StructureKind.PIGEON_LOFT, "水箱": StructureKind.WATER_TANK, "水塔": StructureKind.WATER_TANK,
    "太阳能": StructureKind.SOLAR, "雨棚": StructureKind.CANOPY, "遮阳棚": StructureKind.CANOPY,
    "其他": StructureKind.OTHER,
}  # fmt: skip
STATES = {
    "未调查": SurveyState.UNSURVEYED, "未入户": SurveyState.UNSURVEYED, "已调查": SurveyState.SURVEYED,
    "已入户": SurveyState.SURVEYED, "已沟通": SurveyState.SPOKEN_TO, "已同意": SurveyState.AGREED,
    "同意": SurveyState.AGREED, "反对": SurveyState.OBJECTED, "不同意": SurveyState.OBJECTED,
    "已拆除": SurveyState.REMOVED, "拆除": SurveyState.REMOVED,
}  # fmt: skip
FACILITIES = {
    "座椅": FacilityKind.BENCH, "长椅": FacilityKind.BENCH, "坐凳": FacilityKind.BENCH, "bank": FacilityKind.BENCH,
    "路灯": FacilityKind.LAMP, "灯": FacilityKind.LAMP, "streetlamp": FacilityKind.LAMP, "leuchte": FacilityKind.LAMP,
    "服务站": FacilityKind.SERVICE_STATION, "便民服务站": FacilityKind.SERVICE_STATION,
    "共享车位": FacilityKind.SHARED_PARKING, "共享停车": FacilityKind.SHARED_PARKING, "垃圾桶": FacilityKind.BIN,
    "wastebasket": FacilityKind.BIN, "papierkorb": FacilityKind.BIN, "公告栏": FacilityKind.NOTICE_BOARD,
    "宣传栏": FacilityKind.NOTICE_BOARD, "坡道": FacilityKind.RAMP, "无障碍坡道": FacilityKind.RAMP,
    "电杆": FacilityKind.POLE, "电线杆": FacilityKind.POLE, "mast": FacilityKind.POLE, "消防栓": FacilityKind.HYDRANT,
    "消火栓": FacilityKind.HYDRANT, "firehydrant": FacilityKind.HYDRANT,
    "绿地": FacilityKind.GREEN_SPACE, "小游园": FacilityKind.GREEN_SPACE, "口袋公园": FacilityKind.GREEN_SPACE,
    "公园": FacilityKind.GREEN_SPACE, "park": FacilityKind.GREEN_SPACE, "grünfläche": FacilityKind.GREEN_SPACE,
    "其他": FacilityKind.OTHER,
}  # fmt: skip
PARTS = {
    "车行道": StreetKind.CARRIAGEWAY, "机动车道": StreetKind.CARRIAGEWAY, "road": StreetKind.CARRIAGEWAY,
    "fahrbahn": StreetKind.CARRIAGEWAY, "人行道": StreetKind.PAVEMENT, "sidewalk": StreetKind.PAVEMENT,
    "gehweg": StreetKind.PAVEMENT, "路缘石": StreetKind.KERB, "路沿": StreetKind.KERB, "curb": StreetKind.KERB,
    "bordstein": StreetKind.KERB, "中心线": StreetKind.CENTRELINE, "centerline": StreetKind.CENTRELINE,
}  # fmt: skip
PIPES = {
    "其他": PipeKind.OTHER, "js": PipeKind.WATER, "zs": PipeKind.RECLAIMED, "ws": PipeKind.SEWER, "ys": PipeKind.SEWER,
    "ps": PipeKind.SEWER, "rq": PipeKind.GAS, "dl": PipeKind.POWER, "tx": PipeKind.TELECOM, "dx": PipeKind.TELECOM,
    "rl": PipeKind.HEAT, "strom": PipeKind.POWER, "wall": PipeKind.FENCE, "mauer": PipeKind.FENCE,
    "minorline": PipeKind.OVERHEAD,
}  # fmt: skip
"""Whole words, and the letters by which Chinese surveys of lines name their classes (JS 给水, ZS 再生水, WS 污水, RQ 燃气);
minor_line is OpenStreetMap's, of wires on poles."""
PIPE_STEMS = (
    *((stem, PipeKind.RETAINING_WALL) for stem in ("挡土墙", "挡墙", "擋土牆", "retainingwall", "stützmauer", "stuetzmauer")),
    *((stem, PipeKind.FENCE) for stem in ("围墙", "圍牆", "围栏", "栅栏", "院墙", "fence", "boundarywall", "zaun")),
    *((stem, PipeKind.OVERHEAD) for stem in ("架空", "overhead", "freileitung", "powerline")),
    *((stem, PipeKind.SEWER) for stem in (
        "污水", "雨水", "排水", "雨污", "下水", "合流", "盲沟", "abwasser", "schmutzwasser", "regenwasser", "wastewater", "stormwater",
        "rainwater", "foulwater", "surfacewater", "mischwasser", "niederschlagswasser", "oberflächenwasser", "oberflaechenwasser",
        "stormdrain", "sewer", "sewage", "drain", "kanalisation")),
    *((stem, PipeKind.HEAT) for stem in (
        "热力", "供热", "供暖", "采暖", "暖气", "热水", "蒸汽", "fernwärme", "heating", "districtheat", "hotwater", "steam",
        "warmwasser", "heizwasser")),
    *((stem, PipeKind.RECLAIMED) for stem in (
        "再生水", "中水", "回用水", "reclaimed", "recycledwater", "reusewater")),
    *((stem, PipeKind.WATER) for stem in ("给水", "供水", "上水", "自来水", "消防水", "原水", "water", "wasser")),
    *((stem, PipeKind.GAS) for stem in ("燃气", "天然气", "煤气", "液化气", "gasleitung", "gasmain", "gaspipe", "naturalgas", "erdgas")),
    *((stem, PipeKind.TELECOM) for stem in (
        "通信", "通讯", "电信", "光缆", "光纤", "弱电", "有线电视", "网线", "telecom", "telekom", "communication", "fibre", "fiber")),
    *((stem, PipeKind.POWER) for stem in ("电缆", "线缆")),
    *((stem, PipeKind.OVERHEAD) for stem in (
        "高压线", "低压线", "输电线", "配电线", "高壓線", "低壓線", "輸電線", "配電線")),
    *((stem, PipeKind.POWER) for stem in ("电力", "供电", "强电", "electric", "powercable", "stromkabel")),
)  # fmt: skip
"""What a longer name holds (给水管, 中压燃气, 电力电缆), the first that it holds decides: 通信电缆 is no power cable."""
