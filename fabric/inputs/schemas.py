"""JSON Schemas of the input files, made from the forms that read them."""

import json

from fabric.catalog import CATALOG_FORMS
from fabric.inputs.crew_forms import CrewForm
from fabric.inputs.equipment_forms import EquipmentForm, LinkForm
from fabric.inputs.inventory_forms import InventoryForm
from fabric.inputs.request_forms import RequestForm
from layouts import Form, SiteForm, form_schema

FORMS: dict[str, type[Form]] = {
    "site": SiteForm,
    "equipment": EquipmentForm,
    "inventory": InventoryForm,
    "request": RequestForm,
    "crew": CrewForm,
}

LIST_FORMS: dict[str, type[Form]] = {"links": LinkForm}
"""Lists in CSV that request.yaml names."""


def schema_text(name: str) -> str:
    """The JSON Schema of `NAME.yaml`, of the rows of `NAME.csv`, or of those of `catalog/NAME.csv`, as text."""
    if name in LIST_FORMS:
        listed = form_schema(LIST_FORMS[name], f"fabric-planner {name}.csv, one row")
        return json.dumps(listed, indent=1, ensure_ascii=False) + "\n"
    rows = {str(key): form for key, form in CATALOG_FORMS.items()}
    if name in rows:
        row = form_schema(rows[name], f"fabric-planner catalog/{name}.csv, one row")
        return json.dumps(row, indent=1, ensure_ascii=False) + "\n"
    return json.dumps(form_schema(FORMS[name], f"fabric-planner {name}.yaml"), indent=1, ensure_ascii=False) + "\n"
