"""The election record 表决档案: everything by which somebody else counts a round again, as plain files."""
