"""Manage, for staff only: one section at a time, each in a module of its own."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import streamlit as st

from planning.errors import N_
from planning.pages import style
from planning.pages.visit import Visit
from planning.period import Moment


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its module ``planning.pages.manage.<name>``, its title, and the rule that shows it."""

    name: str
    title: str
    rule: str


SECTIONS = (
    Section("rounds", N_("Rounds and codes"), "act.add_option"),
    Section("paper", N_("Paper ballots"), "act.enter_sheet"),
    Section("cases", N_("Cases"), "act.open_case"),
    Section("courtyards", N_("Courtyards and programmes"), "act.add_document"),
    Section("meetings", N_("Meetings"), "act.call_meeting"),
    Section("objections", N_("Objections and decisions"), "act.record_objection"),
    Section("matters", N_("Public-opinion channel"), "act.receive_matter"),
    Section("statements", N_("Statements"), "act.judge_statement"),
    Section("surveys", N_("Questionnaires"), "act.create_survey"),
    Section("paper_surveys", N_("Questionnaires on paper"), "act.enter_survey_sheet"),
    Section("walks", N_("From door to door"), "act.mark_stop"),
    Section("evidence", N_("Evidence walks"), "act.plan_evidence_walk"),
    Section("works", N_("Works"), "act.add_shots"),
    Section("evaluations", N_("Evaluations"), "query.appraisal_words"),
    Section("households", N_("Households and lift"), "act.note_household"),
    Section("money", N_("Money"), "act.enter_money"),
    Section("planting", N_("Trees and distances"), "act.choose_tables"),
    Section("interventions", N_("What changes where"), "act.apply_option"),
    Section("checks", N_("Reach, roofs, canopy"), "act.open_case"),
    Section("imports", N_("Import an inventory"), "act.import_observations"),
    Section("base_maps", N_("Base maps"), "act.add_base_map"),
    Section("comments", N_("Comments to look after"), "act.say_fate"),
    Section("hall", N_("In the hall"), "query.workshop"),
    Section("personal", N_("Personal data"), "act.blur_comments"),
    Section("members", N_("Accounts"), "act.add_member"),
    Section("team", N_("Planner team"), "query.planner_team"),
    Section("communities", N_("Communities"), "act.add_community"),
    Section("log", N_("Log"), "query.log_entries"),
)


def show(visit: Visit) -> None:
    """The sections that this member may use; the chosen one below."""
    # What may be done before a vote only, or in one courtyard only, has its section all the same.
    mine = [section for section in SECTIONS if visit.may_somewhere(section.rule, Moment.BEFORE)]
    if not mine:
        style.drawn_state("locked", visit.t("Your account has nothing to manage here: ask an administrator."))
        return
    if visit.params.get("walk") and any(section.name == "walks" for section in mine):
        importlib.import_module("planning.pages.manage.walks").show(visit)
        return
    titles = {section.name: visit.t(section.title) for section in mine}
    chosen = st.segmented_control(
        visit.t("Manage"), list(titles), format_func=titles.__getitem__, default=mine[0].name,
        required=True, key="manage_section", label_visibility="collapsed",
    )  # fmt: skip
    importlib.import_module(f"planning.pages.manage.{chosen}").show(visit)
