"""Counts of objects by cells of the map, kept by triggers; an index by bands of latitude.

Whatever writes an object, by whatever statement, writes beside it into ``map_changes`` where something came or went.
A planting site counts while it is not retired and no standing tree is on it, so a change of a tree may change it, too.

A later migration that builds one of these tables anew (batch mode on SQLite) must make its triggers and its index again:
:func:`make` and :func:`unmake` do.

Revision: map_counts, after paper_prints.
"""

# ruff: noqa: S608 - statements are put together from our own words, never from what somebody sent

import sqlalchemy as sa
from alembic import op

revision = "map_counts"
down_revision = "paper_prints"
branch_labels = None
depends_on = None

INTO = "INSERT INTO map_changes (community_id, layer, line, col, n, lon, lat, species)"
TABLES = {"trees": "trees", "sites": "planting_sites", "structures": "rooftop_structures", "facilities": "facilities"}
ENDED = {"trees": "removed_at", "sites": "retired_at", "structures": "retired_at", "facilities": "retired_at"}
PLACE = "community_id, lon, lat"


def _change(layer: str, row: str, sign: int | str, whole: str) -> str:
    """What a row (``NEW``, ``OLD`` or the name of a table) adds to or takes from its cell."""
    cut = {"sqlite": "CAST({} AS INTEGER)", "postgresql": "CAST(floor({}) AS BIGINT)"}[whole]
    narrow = {"sqlite": "CAST({} AS INTEGER)", "postgresql": "CAST(floor({}) AS INTEGER)"}[whole]
    line, col = (
        narrow.format(f"({row}.lat + 90.0) / 90.0 * 262144.0"),
        narrow.format(f"({row}.lon + 180.0) / 90.0 * 262144.0"),
    )
    lon, lat = cut.format(f"({row}.lon + 180.0) * 10000000.0"), cut.format(f"({row}.lat + 90.0) * 10000000.0")
    species = f"{row}.species" if layer == "trees" else "NULL"
    return f"{row}.community_id, '{layer}', {line}, {col}, {sign}, {sign} * {lon}, {sign} * {lat}, {species}"


# ---- SQLite: row by row; each trigger sees the rows that its statement has changed so far


def _standing(site: str) -> str:
    return f"(SELECT count(*) FROM trees t WHERE t.site_id = {site} AND t.removed_at IS NULL)"


def _site(sign: int, site: str, left: int) -> str:
    """A site became empty, or is empty no longer, by the one tree that went or came."""
    return f"""{INTO} SELECT {_change("sites", "s", sign, "sqlite")} FROM planting_sites s
        WHERE s.id = {site} AND s.retired_at IS NULL AND {_standing("s.id")} = {left};"""


def _sqlite_trees() -> list[str]:
    came, went = (
        f"{INTO} SELECT {_change('trees', 'NEW', 1, 'sqlite')}",
        f"{INTO} SELECT {_change('trees', 'OLD', -1, 'sqlite')}",
    )
    other = "(NEW.site_id <> OLD.site_id OR (NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL))"
    # The site of a tree that moved away and that of one that came here; both guarded by what the tree was and is.
    left, taken = _site(1, "OLD.site_id", 0), _site(-1, "NEW.site_id", 1)
    return [
        f"""CREATE TRIGGER map_trees_came AFTER INSERT ON trees WHEN NEW.removed_at IS NULL
        BEGIN {came}; {taken} END""",
        f"""CREATE TRIGGER map_trees_went AFTER DELETE ON trees WHEN OLD.removed_at IS NULL
        BEGIN {went}; {left} END""",
        f"""CREATE TRIGGER map_trees_changed AFTER UPDATE OF {PLACE}, species, site_id, removed_at ON trees
        BEGIN {went} WHERE OLD.removed_at IS NULL; {came} WHERE NEW.removed_at IS NULL;
        {left[:-1]} AND OLD.removed_at IS NULL AND {other}; {taken[:-1]} AND NEW.removed_at IS NULL AND {other}; END""",
    ]


def _sqlite_others(layer: str) -> list[str]:
    table, ended = TABLES[layer], ENDED[layer]
    came, went = (
        f"{INTO} SELECT {_change(layer, 'NEW', 1, 'sqlite')}",
        f"{INTO} SELECT {_change(layer, 'OLD', -1, 'sqlite')}",
    )
    bare = (
        {"NEW": f" AND {_standing('NEW.id')} = 0", "OLD": f" AND {_standing('OLD.id')} = 0"} if layer == "sites" else {}
    )
    new, old = bare.get("NEW", ""), bare.get("OLD", "")
    return [
        f"CREATE TRIGGER map_{layer}_came AFTER INSERT ON {table} BEGIN {came} WHERE NEW.{ended} IS NULL{new}; END",
        f"CREATE TRIGGER map_{layer}_went AFTER DELETE ON {table} BEGIN {went} WHERE OLD.{ended} IS NULL{old}; END",
        f"""CREATE TRIGGER map_{layer}_changed AFTER UPDATE OF {PLACE}, {ended} ON {table}
        BEGIN {went} WHERE OLD.{ended} IS NULL{old}; {came} WHERE NEW.{ended} IS NULL{new}; END""",
    ]


# ---- PostgreSQL: statement by statement, so that a block of rows costs little more than one


def _both(layer: str, event: str, bare: str) -> str:
    """Rows of the statement's transition tables."""
    parts = []
    if event != "INSERT":
        parts.append(
            f"SELECT {_change(layer, 'o', -1, 'postgresql')} FROM went o WHERE o.{ENDED[layer]} IS NULL{bare.format('o')}"
        )
    if event != "DELETE":
        parts.append(
            f"SELECT {_change(layer, 'c', 1, 'postgresql')} FROM came c WHERE c.{ENDED[layer]} IS NULL{bare.format('c')}"
        )
    return f"{INTO} {' UNION ALL '.join(parts)};"


def _postgresql_sites(event: str) -> str:
    """Sites whose last standing tree went, or whose first one came: how many stand now, and how many stood before."""
    touched = []
    if event != "INSERT":
        touched.append("SELECT site_id, 1 AS stood FROM went WHERE removed_at IS NULL")
    if event != "DELETE":
        touched.append("SELECT site_id, -1 AS stood FROM came WHERE removed_at IS NULL")
    return f"""{INTO} SELECT {_change("sites", "s", "x.sign", "postgresql")} FROM (
        SELECT b.site_id, CASE WHEN b.now = 0 THEN 1 ELSE -1 END AS sign FROM (
            SELECT u.site_id, sum(u.stood) AS diff,
                (SELECT count(*) FROM trees t WHERE t.site_id = u.site_id AND t.removed_at IS NULL) AS now
            FROM ({" UNION ALL ".join(touched)}) u GROUP BY u.site_id) b
        WHERE (b.now = 0) <> (b.now + b.diff = 0)) x
        JOIN planting_sites s ON s.id = x.site_id WHERE s.retired_at IS NULL;"""


TRANSITION = {
    "INSERT": "NEW TABLE AS came",
    "DELETE": "OLD TABLE AS went",
    "UPDATE": "OLD TABLE AS went NEW TABLE AS came",
}


def _postgresql(layer: str) -> list[str]:
    made, table = [], TABLES[layer]
    bare = f" AND {_standing('{}.id')} = 0" if layer == "sites" else ""
    for event, named in TRANSITION.items():
        name = f"map_{layer}_{event.lower()}"
        body = _both(layer, event, bare) + (_postgresql_sites(event) if layer == "trees" else "")
        made.append(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$")
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {named} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    return made


def make(layer: str) -> None:
    """Triggers and band index of one table."""
    if op.get_bind().dialect.name == "postgresql":
        statements, band = _postgresql(layer), "CAST(floor((lat + 90.0) * 200.0) AS INTEGER)"
    else:
        statements, band = (
            _sqlite_trees() if layer == "trees" else _sqlite_others(layer),
            "CAST((lat + 90.0) * 200.0 AS INTEGER)",
        )
    for statement in statements:
        op.execute(statement)
    op.execute(f"CREATE INDEX ix_{TABLES[layer]}_band ON {TABLES[layer]} (community_id, ({band}), lon)")


def unmake(layer: str) -> None:
    """Without them."""
    table = TABLES[layer]
    op.execute(f"DROP INDEX ix_{table}_band")
    if op.get_bind().dialect.name == "postgresql":
        for event in TRANSITION:
            op.execute(f"DROP TRIGGER map_{layer}_{event.lower()} ON {table}")
            op.execute(f"DROP FUNCTION map_{layer}_{event.lower()}")
        return
    for name in ("came", "went", "changed"):
        op.execute(f"DROP TRIGGER map_{layer}_{name}")


def upgrade() -> None:
    op.create_table(
        "map_changes",
        sa.Column("community_id", sa.String(40), nullable=False), sa.Column("layer", sa.String(12), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False), sa.Column("col", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False), sa.Column("lon", sa.BigInteger(), nullable=False),
        sa.Column("lat", sa.BigInteger(), nullable=False), sa.Column("species", sa.Text()),
    )  # fmt: skip
    op.create_table(
        "map_cells",
        sa.Column("community_id", sa.String(40), nullable=False), sa.Column("layer", sa.String(12), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("level", "line", "col", "n")),
        sa.Column("lon", sa.BigInteger(), nullable=False), sa.Column("lat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "layer", "level", "line", "col", name=op.f("pk_map_cells")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index(
        "ix_map_cells_empty", "map_cells", ["n"], sqlite_where=sa.text("n = 0"), postgresql_where=sa.text("n = 0")
    )
    op.create_table(
        "map_species",
        sa.Column("community_id", sa.String(40), nullable=False), sa.Column("species", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "species", name=op.f("pk_map_species")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    kind = op.get_bind().dialect.name
    for layer, table in TABLES.items():
        make(layer)
        # What is there already is counted like what comes: the first transaction folds it.
        bare = f" AND {_standing('r.id')} = 0" if layer == "sites" else ""
        op.execute(f"{INTO} SELECT {_change(layer, 'r', 1, kind)} FROM {table} r WHERE r.{ENDED[layer]} IS NULL{bare}")


def downgrade() -> None:
    for layer in TABLES:
        unmake(layer)
    for table in ("map_species", "map_cells", "map_changes"):
        op.drop_table(table)
