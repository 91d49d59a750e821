"""The page in Chromium, opened as one file without a network. `make browser` runs these; they need a Chromium."""

import csv
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from fabric import Plan, write_sheets
from fabric.project import Contact
from fabric.sheets.phone.page import write_phone_page
from fabric.sheets.pictures.qr import qr_code
from fabric.sheets.rows.link_row import LinkRow, Side
from fabric.sheets.rows.options import Options
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import end_code, leg_text, short_metres_text

Site = tuple[Path, PlanRows]
BASE = "https://x.example/phone/index.html#"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="module")
def site(pod_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The page of a SuperPOD unit alone in a folder, and its rows."""
    folder = tmp_path_factory.mktemp("page")
    write_sheets(pod_plan, folder / "sheets", options=Options(base_url=BASE))
    alone = folder / "alone.html"
    shutil.copy(folder / "sheets" / "phone" / "index.html", alone)
    return alone, PlanRows(pod_plan)


@pytest.fixture
def page(site: Site) -> Iterator[Page]:
    """A phone that shows the page; any error of the page fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 390, "height": 844})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: errors.append(request.url) if request.url.startswith("http") else None)
        page.goto(f"file://{site[0]}")
        yield page
        browser.close()
        assert errors == []


def type_in(page: Page, words: str) -> None:
    """A keyboard scanner types a text and Enter."""
    page.fill("#query", words)
    page.keyboard.press("Enter")


def words_of(page: Page, selector: str) -> str:
    """The text of an element with single spaces."""
    return " ".join(page.inner_text(selector).split())


def trunk_row(site: Site) -> LinkRow:
    """A link of a trunk."""
    return site[1].links[17]


def save_code(text: str, path: Path) -> Path:
    """The code of a label as a photo: 6 pixels a module on grey paper."""
    code = qr_code(text)
    size = (code.modules + 7) // 8 * 8
    bits = Image.frombytes("1", (size, code.modules), bytes.fromhex(code.rows_hex)).crop(
        (0, 0, code.modules, code.modules)
    )
    grey = (
        bits.convert("L")
        .point(lambda dark: 40 if dark else 230)
        .resize([6 * code.modules] * 2, Image.Resampling.NEAREST)
    )
    photo = Image.new("L", (900, 700), 230)
    photo.paste(grey, (300, 250))
    photo.save(path)
    return path


def test_the_first_screen_says_what_to_do(page: Page) -> None:
    """Before anything is typed, and again after the words are taken out; a search says its own words."""
    for words, said in (("", "Scan a label"), ("no such label", "No match."), ("", "Scan a label")):
        type_in(page, words)
        assert words_of(page, "#said").startswith(said)
    page.reload()
    assert words_of(page, "#said").startswith("Scan a label")


def test_a_scanned_label_opens_its_cable(page: Page, site: Site) -> None:
    """Label, cable id, address or serial with Enter: both ends, the lit route, both lit connectors."""
    row = trunk_row(site)
    for typed in (row.label_b.text, row.cable_id, f"https://x.example/cables/#{row.cable_id}", leg_text(row)):
        type_in(page, typed)
        page.wait_for_selector("#detail h2")
        assert words_of(page, "#names") == f"{row.cable_id} {leg_text(row)}"
        text = words_of(page, "#detail")
        for end in (row.a, row.b):
            assert f"{end.rack} U{end.unit} {end.device} {end.port}" in text
        assert page.locator("#floor polyline.lit").count() == 1
        assert page.locator(".face rect.lit").count() == 2
    page.click("#next")
    assert leg_text(site[1].links[18]) in page.inner_text("#names")
    page.go_back()
    assert leg_text(row) in page.inner_text("#names")


def test_the_scanned_end_comes_first_as_you_are_here(page: Page, site: Site) -> None:
    """Label and code of an end name it. The cable id alone names no end; once a technician said where he is, the end
    in that rack is his for the next cables too.
    """
    row, following = trunk_row(site), site[1].links[18]
    assert row.b.rack == following.b.rack != row.a.rack
    type_in(page, row.cable_id)
    page.wait_for_selector("#detail h2")
    assert page.locator(".end.here").count() == 0
    page.click(".end .at >> nth=1")
    page.wait_for_selector(".end.here")
    type_in(page, following.cable_id)
    page.wait_for_function(
        "(label) => document.querySelector('#detail h2').textContent === label", arg=following.label_b.text
    )
    assert words_of(page, ".end >> nth=0").startswith("You are here: B end")
    cases: tuple[tuple[str, Side], ...] = (
        (row.label_b.text, "B"),
        (row.label_a.text, "A"),
        (end_code(BASE, row.cable_id, "B"), "B"),
        (end_code("", row.cable_id, "A"), "A"),
    )
    for typed, side in cases:
        type_in(page, typed)
        page.wait_for_selector("#detail .end.here")
        assert words_of(page, ".end >> nth=0").startswith(f"You are here: {side} end")
        assert page.locator(".end.here").count() == 1
        assert page.inner_text("#detail h2") == row.label(side).text


def test_whole_names_leave_out_longer_ones(page: Page, site: Site) -> None:
    """`leaf-01-1 9/1` finds port 9/1 of that leaf alone, not 19/1 and 29/1, whose names end in it."""
    at = {(end.device, end.port): n for n, row in enumerate(site[1].links) for end in (row.a, row.b)}
    wanted = at["leaf-01-1", "9/1"]
    assert {("leaf-01-1", "19/1"), ("leaf-01-1", "29/1")} <= at.keys()
    for typed in ("leaf-01-1 9/1", "9/1 leaf-01-1"):
        assert page.evaluate("(typed) => PAGE.find(typed).found", typed) == [wanted]
    told = "['spine-01 9/1', 'spine-01 19/1', 'spine-01 9/12'].map((line) => PAGE.hasWhole(line, '9/1'))"
    whole = page.evaluate(told)
    assert whole == [True, False, False]


def test_results_that_are_left_out_are_counted(page: Page, site: Site) -> None:
    """Of all racks twelve are shown, and the page says how many there are."""
    racks = len(site[1].site.racks)
    assert racks > 12
    page.fill("#query", "rack")
    page.get_by_text(f"12 of {racks} matches").wait_for()


def test_a_cable_is_drawn_as_on_the_door_sheet(page: Page, site: Site) -> None:
    """The connectors of a twin cage stand side by side, below them how sure their places are; the route runs as the
    crew pulls it, from B to A.
    """
    row = trunk_row(site)
    assert row.route
    type_in(page, row.cable_id)
    page.wait_for_selector("#detail h2")
    words = words_of(page, "#detail")
    assert f"Route: {row.b.rack} > {row.a.rack}: {' > '.join(row.route[::-1])}" in words
    assert "cage layout not verified" in words
    tops = page.evaluate(
        """() => [...document.querySelectorAll('.face')].map((face) => {
             const ports = [...face.querySelectorAll('rect.port, rect.lit')].slice(0, 2);
             return ports.map((port) => port.getAttribute('y')); })"""
    )
    assert all(first == second for first, second in tops)


def test_racks_and_ports_are_found_while_typing(page: Page, site: Site) -> None:
    row = site[1].links[3]
    page.type("#query", f"{row.a.rack} {row.a.device} {row.a.port}")
    page.wait_for_selector("#results button")
    assert row.label_a.text in page.inner_text("#results li >> nth=0")
    page.fill("#query", "no such thing")
    page.get_by_text("No match.").wait_for()


def test_kinds_trays_pieces_and_spare_legs_are_found(page: Page, site: Site) -> None:
    """A leg that no link uses is called spare; so a technician who holds it knows that it goes into no port."""
    rows = site[1]
    kinds = rows.plan.kinds
    serial, first = next(
        (links[0].serial, min(spare))
        for links in rows.by_assembly.values()
        if (spare := set(range(1, len(kinds[links[0].kind_index].a_legs_mm) + 1)) - {row.leg for row in links})
    )
    type_in(page, f"{serial}.{first:02d}")
    page.get_by_text(f"Leg {first} is spare: it goes into no port.").wait_for()
    type_in(page, kinds[0].id)
    page.wait_for_selector("#detail h2")
    assert page.inner_text("#detail h2") == f"Kind {kinds[0].id}"
    tray = next(row.route[0] for row in rows.links if row.route)
    type_in(page, tray)
    page.wait_for_selector("#detail h2")
    assert page.inner_text("#detail h2") == f"Tray {tray}"
    pulls = [s for s in rows.steps if s.act == "pull" and tray in (rows.by_pull[s.subject][0].route or ())]
    assert page.locator("#detail .plugs button").count() == len(pulls) > 0


def test_a_rack_shows_its_landings_in_order(page: Page, site: Site) -> None:
    rows = site[1]
    rack = trunk_row(site).b.rack
    type_in(page, rack)
    page.wait_for_selector("#detail h2")
    assert page.inner_text("#detail h2") == f"Rack {rack}"
    landings = [step for step in rows.steps if step.act in ("land A", "land B") and step.place.racks == (rack,)]
    landings.sort(key=lambda step: step.start_s)
    first = words_of(page, "#detail .plugs button >> nth=0")
    assert f"Crew {landings[0].crew} step {landings[0].number}," in first
    assert page.locator("#detail summary").count() == 1 + sum(device.rack == rack for device in rows.plan.devices)
    page.click("#detail summary >> nth=1")
    page.wait_for_selector("#detail details[open] svg")


def test_a_landing_shows_its_plugs(page: Page, site: Site) -> None:
    """One line for each plug, in the order of legs, its label first."""
    step = next(step for step in site[1].steps if step.act == "land B")
    links = site[1].by_pull[step.subject]
    page.goto(f"file://{site[0]}#step:{step.crew}.{step.number}")
    page.reload()
    page.wait_for_selector("#detail .plugs button")
    lines = [
        " ".join(text.split()) for text in page.locator("#detail .plugs >> nth=-1").locator("button").all_inner_texts()
    ]
    assert len(lines) == len(links)
    for line, row in zip(lines, links, strict=True):
        assert line == f"{row.label_b.text} → {row.b.port} Leg {row.leg} into U{row.b.unit} {row.b.device}"


def test_targets_are_large_and_nothing_is_wider_than_the_phone(page: Page, site: Site) -> None:
    """48 pixels at least, as accessibility guides ask; the body does not scroll sideways."""
    row = trunk_row(site)
    for address in (row.cable_id, f"rack:{row.a.rack}", f"crew:{row.crew}", f"kind:{row.kind}", "share:"):
        page.evaluate("(address) => { location.hash = address; }", address)
        page.wait_for_timeout(100)
        for button in page.locator("button:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 48
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_my_crew_opens_at_the_next_open_step_and_reaches_all(page: Page, site: Site) -> None:
    """Steps 1 to 5 are ticked: step 6 stands at the top of the screen, below the head, and every step has a line."""
    page.click("#tab-crew")
    crew = next(iter(step.crew for step in site[1].steps))
    mine = [step for step in site[1].steps if step.crew == crew]
    assert page.locator("#crew .step").count() == len(mine) > 15
    for number in range(5):
        page.locator("#crew .step input").nth(number).check()
    page.reload()
    page.click("#tab-crew")
    page.wait_for_timeout(300)
    top = page.evaluate("document.getElementById('step-6').getBoundingClientRect().top")
    head = page.evaluate("document.querySelector('header').getBoundingClientRect().bottom")
    assert head - 2 <= top <= head + 60
    assert "5 ticked" in page.inner_text("#said")


def test_next_open_is_looked_up_at_the_tap(page: Page, site: Site) -> None:
    """Steps 1 to 4 are ticked on the open list: the button goes to step 5; it went to the first one, which was done."""
    page.click("#tab-crew")
    for number in range(4):
        page.locator("#crew .step input").nth(number).check()
    page.click("#next-open")
    page.wait_for_timeout(300)
    top = page.evaluate("document.getElementById('step-5').getBoundingClientRect().top")
    head = page.evaluate("document.querySelector('header').getBoundingClientRect().bottom")
    assert head - 2 <= top <= head + 60


def test_a_pull_names_its_piece_and_belongs_to_my_crew(page: Page, site: Site) -> None:
    """Serial and length stand in the list and in the title, as on paper; a step opened there keeps the tab lit, and
    one that is opened from a cable keeps Find lit.
    """
    step = next(step for step in site[1].steps if step.act == "pull" and len(step.serials) == 1)
    page.evaluate("(address) => { location.hash = address; }", f"crew:{step.crew}")
    page.wait_for_selector(f"#step-{step.number}")
    words = f"{step.serials[0]}, {short_metres_text(step.length_mm or 0)} m: pull {' > '.join(step.place.racks)}"
    assert words in words_of(page, f"#step-{step.number}")
    page.click(f"#step-{step.number} button")
    assert words in words_of(page, "#detail h2")
    lit = "[...document.querySelectorAll('nav [aria-pressed=true]')].map((one) => one.textContent)"
    assert page.evaluate(lit) == ["My crew"]
    type_in(page, site[1].by_pull[step.subject][0].cable_id)
    page.click("#detail .steps button >> nth=0")
    assert page.evaluate(lit) == ["My crew"]
    page.click("#tab-find")
    assert page.evaluate(lit) == ["Find"]
    type_in(page, site[1].by_pull[step.subject][0].cable_id)
    page.click("#detail .steps button >> nth=0")
    assert page.evaluate(lit) == ["Find"]


def test_names_on_the_map_can_be_read(page: Page, site: Site) -> None:
    """No letter below 10 pixels: a long route scrolls, and the buttons show either end; the route lies below the names,
    and no name is cut by the edge of the picture.
    """
    pulls = [step for step in site[1].steps if step.act == "pull"]
    step = max(pulls, key=lambda step: len(site[1].plan.routes[int(site[1].plan.pulls.route[step.subject])].points_mm))
    page.goto(f"file://{site[0]}#step:{step.crew}.{step.number}")
    page.reload()
    page.wait_for_selector("#floor svg")
    page.wait_for_timeout(200)
    seen = page.evaluate(
        """() => { const svg = document.querySelector('#floor svg'), whole = svg.getBoundingClientRect();
             const shown = [...svg.querySelectorAll('text')].filter((one) => one.style.visibility !== 'hidden');
             return shown.map((one) => {
               const box = one.getBoundingClientRect();
               const after = one.compareDocumentPosition(svg.querySelector('polyline.lit'));
               return [parseFloat(one.getAttribute('font-size')) * svg.getScreenCTM().a, box.left - whole.left,
                       whole.right - box.right, Boolean(after & Node.DOCUMENT_POSITION_PRECEDING)]; }); }"""
    )
    named = [one for one in seen if one[3]]
    assert len(named) >= 4
    for size, left, right, _ in named:
        assert size >= 9.9
        assert left > -3
        assert right > -3
    for rack in step.place.racks:
        page.click(f"text=Show {rack}")
        place = page.evaluate(
            """(id) => { const of = (one) => one.getBoundingClientRect();
                 const box = of(document.getElementById('floor')), rack = of(document.getElementById('rack-' + id));
                 return [rack.left >= box.left - 1, rack.right <= box.right + 1]; }""",
            rack,
        )
        assert place == [True, True]


def test_faceplates_say_their_group_and_their_note_once(page: Page, site: Site) -> None:
    """A node has several groups of cages: each face has its title, and no note stands twice. Words of a
    connector stay within it.
    """
    row = site[1].links[0]
    page.goto(f"{page.url.partition('#')[0]}#device:{row.a.device}")
    page.reload()
    page.wait_for_selector("#detail details[open] .face svg")
    faces = page.locator("#detail details[open] .face").count()
    titles = page.locator("#detail details[open] .face > b").all_inner_texts()
    assert len(set(titles)) == faces
    assert all(title.startswith("Group ") for title in titles)
    notes = page.locator("#detail details[open] .face-note").all_inner_texts()
    assert len(notes) == len(set(notes)) > 0
    page.goto(f"{page.url.partition('#')[0]}#{row.cable_id}")
    page.reload()
    page.wait_for_selector("#detail .face rect.lit")
    wider = """() => [...document.querySelectorAll('.face text')].filter((one) => {
        const cell = one.previousElementSibling;
        return cell.getBBox && one.getBBox().width > Number(cell.getAttribute('width')) + 0.5;
      }).map((one) => one.textContent)"""
    assert page.evaluate(wider) == []


def test_waiting_and_company_are_told_apart(page: Page, site: Site) -> None:
    """A step that waits for nobody never says wait, also where another crew is at the rack."""
    steps = site[1].steps
    for step in (next(s for s in steps if s.beside and not s.waits_for), next(s for s in steps if s.waits_for)):
        page.evaluate("(address) => { location.hash = address; }", f"crew:{step.crew}")
        page.wait_for_selector(f"#step-{step.number}")
        page.evaluate("(id) => document.getElementById(id).scrollIntoView()", f"step-{step.number}")
        page.wait_for_timeout(100)
        text = page.inner_text(f"#step-{step.number}")
        is_earlier = bool(step.waits_for) and all(wait.is_earlier for wait in step.waits_for)
        heading = "Wait for (should be done before this shift)" if is_earlier else "Wait for"
        assert (f"{heading}: crew" in text) == bool(step.waits_for)
        assert ("Same rack: crew" in text) == bool(step.beside)


def test_every_link_is_found_by_each_of_its_labels(page: Page, site: Site) -> None:
    labels = [label.text for row in site[1].links for label in (row.label_a, row.label_b)]
    found = page.evaluate(
        "(labels) => labels.map((label) => { const { found, side } = PAGE.find(label); return [found[0], side]; })",
        labels,
    )
    assert found == [[index, side] for index in range(len(site[1].links)) for side in "ab"]


@pytest.mark.parametrize("mark", ["%", "%E0%A4", "nosuch", "rack:", "kind:nosuch", "step:9.9999"])
def test_odd_addresses_are_said(mark: str, page: Page) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{mark}")
    page.reload()
    page.get_by_text("No match.").wait_for()


def test_an_address_opens_its_cable_only(page: Page, site: Site) -> None:
    row = site[1].links[5]
    page.goto(f"{page.url.partition('#')[0]}#{row.cable_id}")
    page.reload()
    page.wait_for_selector("#detail h2")
    assert row.cable_id in page.inner_text("#names")
    page.goto(f"{page.url.partition('#')[0]}#C-")
    page.reload()
    page.wait_for_selector("#results button")


def test_a_photo_of_a_label_is_read_without_a_decoder_of_the_browser(page: Page, site: Site, tmp_path: Path) -> None:
    row = trunk_row(site)
    assert not page.evaluate("'BarcodeDetector' in window")
    page.set_input_files("#photo", save_code(f"https://x.example/phone/index.html#{row.cable_id}", tmp_path / "a.png"))
    page.wait_for_selector("#detail h2")
    assert row.cable_id in page.inner_text("#names")
    page.set_input_files("#photo", save_code(row.cable_id, tmp_path / "b.png"))
    page.wait_for_timeout(300)
    assert row.cable_id in page.inner_text("#names")
    Image.new("L", (400, 400), 200).save(tmp_path / "c.png")
    page.set_input_files("#photo", tmp_path / "c.png")
    page.get_by_text("No code found in the photo. Move closer, or type the label.").wait_for()


def test_ticks_and_notes_travel_in_a_file(page: Page, site: Site, tmp_path: Path) -> None:
    """Three ticks and a note of one phone arrive on another, which keeps its own tick; twice adds nothing."""
    row = trunk_row(site)
    page.click("#tab-crew")
    for number in range(3):
        page.locator("#crew .step input").nth(number).check()
    type_in(page, row.cable_id)
    page.click("#note")
    page.fill("textarea", "connector damaged")
    page.click("#save-note")
    assert "Fault: connector damaged" in page.inner_text("#detail")
    page.click("#tab-share")
    with page.expect_download() as saved:
        page.click("#save")
    file = tmp_path / "ticks.json"
    saved.value.save_as(file)
    content = json.loads(file.read_text())
    assert len(content["ticks"]) == 3
    assert content["notes"][0]["cable"] == row.cable_id
    page.evaluate("localStorage.clear()")
    page.reload()
    page.click("#tab-crew")
    page.locator("#crew .step input").nth(3).check()
    page.click("#tab-share")
    page.set_input_files("#file", file)
    page.get_by_text("3 new ticks and 1 new note added.").wait_for()
    page.set_input_files("#file", file)
    page.get_by_text("0 new ticks and 0 new notes added.").wait_for()
    assert page.evaluate("JSON.parse(PAGE.fileText()).ticks.length") == 4
    file.write_text(json.dumps({**content, "plan": "00000000"}))
    page.set_input_files("#file", file)
    page.get_by_text("That file is for plan 00000000").wait_for()
    file.write_text("x")
    page.set_input_files("#file", file)
    page.get_by_text("That file does not come from this page.").wait_for()


def test_codes_between_phones_are_read_by_other_decoders(page: Page) -> None:
    """Texts of 1 to 850 bytes, so versions 1 to 20: zxing reads the same text, and so does the decoder of the page."""
    for length in (1, 17, 18, 78, 106, 107, 154, 230, 321, 425, 586, 718, 850):
        text = ("crew 7 é " * 100).encode()[:length].decode(errors="ignore")
        rows = page.evaluate("(text) => PAGE.qrCode(text).map((row) => row.map(Number))", text)
        picture = Image.new("L", (len(rows) + 8,) * 2, 255)
        for y, line in enumerate(rows):
            for x, dark in enumerate(line):
                picture.putpixel((x + 4, y + 4), 0 if dark else 255)
        read = zxingcpp.read_barcode(picture.resize((picture.width * 4,) * 2, Image.Resampling.NEAREST))
        assert read is not None, length
        assert read.text == text
    assert page.evaluate("PAGE.qrCode('x'.repeat(900))") is None


def test_ticks_travel_in_a_code(page: Page) -> None:
    page.click("#tab-crew")
    for number in (0, 2, 9):
        page.locator("#crew .step input").nth(number).check()
    crew = int(page.input_value("#crew select"))
    code = page.evaluate("(crew) => PAGE.packTicks(crew)", crew)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert page.evaluate("(code) => PAGE.takeCode(code)", code)
    page.get_by_text(f"3 new ticks of crew {crew} added.").wait_for()
    assert page.evaluate("JSON.parse(PAGE.fileText()).ticks") == sorted(f"{crew}.{n}" for n in (1, 3, 10))
    assert page.evaluate("(code) => PAGE.takeCode(code)", code.replace(code.split()[1], "00000000"))
    page.get_by_text("That code is for plan 00000000").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_and_its_map_follow_the_system(scheme: Literal["light", "dark"], page: Page, site: Site) -> None:
    """Light: white floor, dark print. Dark: dark floor, light print. Brightness above 128 is light."""
    page.emulate_media(color_scheme=scheme)
    type_in(page, site[1].links[0].cable_id)
    page.wait_for_selector("#floor svg")
    colours = page.evaluate(
        """() => [getComputedStyle(document.body).backgroundColor,
                  getComputedStyle(document.querySelector('#floor svg rect')).fill,
                  getComputedStyle(document.querySelector('.face .cage')).fill]"""
    )
    for colour in colours:
        red = int(colour.removeprefix("rgb(").split(",")[0])
        assert (red > 128) == (scheme == "light")


def test_the_contact_can_be_called(pod_plan: Plan, tmp_path: Path, page: Page) -> None:
    request = replace(pod_plan.project.request, contact=Contact("Ada Miller", "+49 (30) 12-34"))
    plan = replace(pod_plan, project=replace(pod_plan.project, request=request))
    write_phone_page(PlanRows(plan), tmp_path)
    page.goto(f"file://{tmp_path}/phone/index.html")
    assert words_of(page, "#contact") == "Questions: Ada Miller +49 (30) 12-34"
    assert page.get_attribute("#contact a", "href") == "tel:+49301234"


def test_every_label_of_the_supplier_is_found(page: Page, site: Site) -> None:
    """The codes of the order form begin with the address; each opens its cable at its end. A row has both labels of a
    leg.
    """
    with (site[0].parent / "sheets" / "data" / "order_form_pieces.csv").open(encoding="utf-8", newline="") as file:
        codes = [row[f"code_{side}"] for row in csv.DictReader(file) if row["code_a"] for side in ("a", "b")]
    assert len(codes) == 2 * sum(row.leg > 0 for row in site[1].links if row.lot is None) > 0
    assert all(code.startswith(BASE) for code in codes)
    wanted = {row.cable_id: number for number, row in enumerate(site[1].links)}
    look = "(codes) => codes.map((code) => [PAGE.find(code).found[0], PAGE.find(code).side])"
    found = page.evaluate(look, codes)
    ends = [code.removeprefix(BASE).rpartition(".") for code in codes]
    assert found == [[wanted[cable], side.lower()] for cable, _, side in ends]
