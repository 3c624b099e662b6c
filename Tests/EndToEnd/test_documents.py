"""The articles say of the code what the code is."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import platen
from platen import ROOT

CATALOG = ROOT / "Sources/Jobs/Documentation.docc"
ARCHITECTURE = (CATALOG / "Architecture.md").read_text()
NOTES = sorted((CATALOG / "Decisions").glob("*.md"))
# Whether a program links one of these says what it may do.
TELLING = ["libfcgi", "libsqlite3", "libcurl", "libcrypt", "libpng", "libjpeg", "libtesseract"]


@pytest.fixture(scope="module")
def targets(tmp_path_factory) -> dict[str, list[str]]:
    """By folder below Sources: the targets of the project's own that each depends on."""
    scratch = tmp_path_factory.mktemp("scratch")
    command = ["swift", "package", "--scratch-path", scratch, "dump-package"]
    manifest = json.loads(
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300).stdout)
    own = {target["name"] for target in manifest["targets"]}
    found = {}
    for target in manifest["targets"]:
        folder = target.get("path") or f"Sources/{target['name']}"
        if target["type"] != "test" and folder.startswith("Sources/"):
            names = [(each.get("byName") or each.get("target") or each["product"])[0] for each in target["dependencies"]]
            found[folder.removeprefix("Sources/")] = sorted(name for name in names if name in own)
    return found


def test_layout_is_that_of_the_manifest(targets):
    block = re.search(r"## Source layout\n.*?```\n(.*?)```", ARCHITECTURE, re.DOTALL)[1]
    drawn: dict[str, list[str]] = {}
    for line in block.splitlines():
        what, _, arrows = line.partition("→")
        for folder in re.findall(r"(\w+)/", what):
            drawn[folder] = sorted(name.strip() for name in arrows.split(",") if name.strip())
    assert drawn == targets
    assert set(drawn) == {path.name for path in (ROOT / "Sources").iterdir()}


def test_arrows_point_inward(targets):
    order: list[str] = []
    while len(order) < len(targets):
        ready = [each for each in targets if each not in order and set(targets[each]) <= set(order)]
        assert ready, "targets depend on each other in a circle"
        order += ready
    assert targets["Jobs"] == []


def test_processes_link_what_the_table_says():
    rows = re.findall(r"^\| `(platen[\w-]*)` \| ([^|]*) \|", ARCHITECTURE, re.MULTILINE)
    assert len(rows) == 4
    for program, links in rows:
        loaded = subprocess.run(
            ["ldd", platen.programs() / program], check=True, capture_output=True, text=True).stdout
        assert {name for name in TELLING if re.search(rf"\b{name}\d*[.-]", loaded)} == {
            name for name in TELLING if f"`{name}`" in links}, program


def test_every_article_and_every_note_is_on_the_first_page():
    listed = re.findall(r"<doc:([\w-]+)>", (CATALOG / "Documentation.md").read_text())
    articles = {path.stem for path in CATALOG.glob("*.md")} - {"Documentation"}
    notes = {note.stem for note in NOTES}
    assert sorted(listed) == sorted(articles | notes)


def test_notes_have_numbers_of_their_own():
    numbers = [note.name[:4] for note in NOTES]
    assert len(set(numbers)) == len(numbers)
    assert [note.name for note in NOTES if not re.match(r"\d{4}-[a-z0-9-]+\.md$", note.name)] == []


def test_links_between_articles_lead_somewhere():
    for path in [*CATALOG.glob("*.md"), *NOTES]:
        for link in re.findall(r"\]\((?!https?:|#|doc:)([^)#]+)", path.read_text()):
            assert (path.parent / link).exists(), (path.name, link)


def test_files_that_articles_name_are_there():
    for path in CATALOG.glob("*.md"):
        for name in re.findall(r"`((?:scripts|nginx|Tests)/[\w./-]+)`|`(test_\w+\.py)`", path.read_text()):
            assert list(ROOT.glob(name[0] or f"Tests/*/{name[1]}")), (path.name, name)


def test_docc_makes_pages_of_them():
    swift = shutil.which("swift")
    if not swift or not (shutil.which("docc") or (Path(swift).resolve().parent / "docc").exists()):
        pytest.skip("docc is not installed")
    checked = subprocess.run(
        [ROOT / "scripts/documentation", "--check"], capture_output=True, text=True, timeout=300)
    assert checked.returncode == 0, checked.stderr
    headers = {path.parent.name for path in ROOT.glob("Sources/C*/include")} - {"CTesseractGaps"}
    assert headers and headers == set(re.findall(r"^documentation: (C\w+)$", checked.stderr, re.MULTILINE))
