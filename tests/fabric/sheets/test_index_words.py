"""What the first page says of each folder: only what is in it."""

from fabric.sheets.roles import CREW, DATA, HEADINGS, LEAD, ROLES, SUPPLIER, TEST, role_words


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


def test_each_kind_of_file_of_a_folder_is_named_in_one_sentence_each() -> None:
    """Tags of trays are in every folder of crews; labels, racks that arrive cabled and printed data only in some."""
    tags = "tray_tags has the name of each pathway twice, to fasten at its ends."
    assert role_words(CREW, ["crew/tray_tags.pdf"]) == f"{ROLES[CREW]} {tags}"
    both = role_words(CREW, ["crew/labels-a4-27.pdf", "crew/tray_tags.pdf"])
    assert both == f"{ROLES[CREW]} {tags} The labels that crews apply are here too."
    names = ["supplier/labels_reserve-a4-27.pdf", "supplier/order.zip", "supplier/rack_contents.pdf"]
    assert role_words(SUPPLIER, names) == (
        f"{ROLES[SUPPLIER]} Send order.zip: it holds all that the supplier needs. rack_contents is for the integrator "
        "of the racks that arrive cabled. labels_reserve replaces labels of assemblies that were lost."
    )
    assert role_words(DATA, ["data/port_map.csv", "data/port_map.xlsx"]) == ROLES[DATA]
    assert role_words(DATA, ["data/port_map.pdf"]).endswith(" The PDF files are of tables that nobody carries.")


def test_every_folder_has_a_heading_that_its_words_do_not_repeat() -> None:
    assert HEADINGS.keys() == ROLES.keys()
    assert not [role for role in ROLES if ROLES[role].startswith(HEADINGS[role])]
