"""What the first page says of each folder: only what is in it."""

from fabric.sheets.roles import CREW, LEAD, ROLES, TEST, role_words


def test_a_folder_names_labels_and_calendars_only_where_it_has_them() -> None:
    """Sites whose cables all arrive labelled have no labels to apply; undated plans have no calendars."""
    assert role_words(CREW, ["crew/crew-01-day-1-day.pdf"]) == ROLES[CREW]
    assert role_words(CREW, ["crew/labels-flag-70x25.pdf"]).endswith(" The labels that crews apply are here too.")
    assert role_words(LEAD, ["lead/gantt.pdf"]) == ROLES[LEAD]
    assert role_words(LEAD, ["lead/crew_01.ics"]).endswith(" Calendars of the crews are here too.")
    assert role_words(TEST, []) == ROLES[TEST]
