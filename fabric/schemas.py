"""The published JSON Schemas of the input files, made from the forms that read them."""

import json

from fabric.project_form import CrewForm, EquipmentForm, InventoryForm, RequestForm
from layouts.floor_form import SiteForm
from layouts.forms import Form, form_schema

FORMS: dict[str, type[Form]] = {
    "site": SiteForm,
    "equipment": EquipmentForm,
    "inventory": InventoryForm,
    "request": RequestForm,
    "crew": CrewForm,
}


def schema_text(name: str) -> str:
    """The JSON Schema of `NAME.yaml` as text."""
    return json.dumps(form_schema(FORMS[name], f"fabric-planner {name}.yaml"), indent=1, ensure_ascii=False) + "\n"
