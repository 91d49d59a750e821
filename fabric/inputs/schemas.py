"""JSON Schemas of the input files, made from the forms that read them."""

import json

from fabric.catalog import CATALOG_FORMS
from fabric.inputs.project_forms import CrewForm, EquipmentForm, InventoryForm, RequestForm
from layouts import Form, SiteForm, form_schema

FORMS: dict[str, type[Form]] = {
    "site": SiteForm,
    "equipment": EquipmentForm,
    "inventory": InventoryForm,
    "request": RequestForm,
    "crew": CrewForm,
}


def schema_text(name: str) -> str:
    """The JSON Schema of `NAME.yaml`, or of the rows of `catalog/NAME.csv`, as text."""
    rows = {str(key): form for key, form in CATALOG_FORMS.items()}
    if name in rows:
        row = form_schema(rows[name], f"fabric-planner catalog/{name}.csv, one row")
        return json.dumps(row, indent=1, ensure_ascii=False) + "\n"
    return json.dumps(form_schema(FORMS[name], f"fabric-planner {name}.yaml"), indent=1, ensure_ascii=False) + "\n"
