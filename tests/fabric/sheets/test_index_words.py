"""What the first page says of each folder: only what is in it."""

from fabric.sheets.roles import CREW, HEADINGS, LEAD, ROLES, SUPPLIER, TEST, role_words


def test_a_folder_names_labels_and_calendars_only_where_it_has_them() -> None:
    """Sites whose cables all arrive labelled have no labels to apply; undated plans have no calendars."""
    assert role_words(CREW, ["crew/crew-01-day-1-day.pdf"]) == ROLES[CREW]
    assert role_words(CREW, ["crew/labels-flag-70x25.pdf"]).endswith(" The labels that crews apply are here too.")
    assert role_words(LEAD, ["lead/gantt.pdf"]) == ROLES[LEAD]
    assert role_words(LEAD, ["lead/crew_01.ics"]).endswith(" Calendars of the crews are here too.")
    assert role_words(SUPPLIER, ["supplier/order_form.pdf"]) == ROLES[SUPPLIER]
    assert role_words(SUPPLIER, ["supplier/order.zip"]).endswith(
        " Send order.zip: it holds all that the supplier needs."
    )
    assert role_words(TEST, []) == ROLES[TEST]


def test_every_folder_has_a_heading_that_its_words_do_not_repeat() -> None:
    assert HEADINGS.keys() == ROLES.keys()
    assert not [role for role in ROLES if ROLES[role].startswith(HEADINGS[role])]
