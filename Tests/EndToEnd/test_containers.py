"""What can be said of the containers without an engine: what docker-compose.yml and the Dockerfile promise."""

import os
import re
import subprocess

import pytest
import yaml

import platen

COMPOSE = yaml.safe_load((platen.ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (platen.ROOT / "Dockerfile").read_text()
EXAMPLE = (platen.ROOT / ".env.example").read_text()
SERVICES = COMPOSE["services"]
PARTS = {name: service for name, service in SERVICES.items() if "profiles" not in service}
# Those with a meaning in docker-compose.yml alone, and those that are taken from it into a place that is fixed.
OWN_VARIABLES = {"LANGUAGES", "API_CONTAINERS"}
PORT_NAMES = {"PORT"}


def settings() -> dict[str, tuple[list[str], str, str]]:
    """By first name: all names of a setting, its default and what it is for."""
    command = [platen.programs() / "platen", "config", "--markdown"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^\| (`.*?`) \| (.*?) \| (.*) \|$", table, re.MULTILINE)
    named = [(re.findall(r"`([A-Z_]+)`", names), default.strip("` "), summary) for names, default, summary in rows]
    return {row[0][0]: row for row in named}


def stages() -> dict[str, str]:
    """By name: what each stage of the Dockerfile says."""
    found = re.split(r"^FROM \S+ AS (\w+)$", DOCKERFILE, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_rights_that_it_does_not_need(name):
    service = SERVICES[name]
    # The tests build what they need beside their sources.
    assert service["read_only"] is (name != "test")
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service and "pid" not in service and "ipc" not in service
    assert re.findall(r"^USER (\S+)$", stages()[name], re.MULTILINE) == ["platen"]


def test_only_web_can_be_reached_and_only_from_this_machine_unless_that_is_set():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    (port,) = SERVICES["web"]["ports"]
    assert port.startswith("${PLATEN_PUBLISHED_ADDRESS:-127.0.0.1}:")
    # The service checks the very address that the engine publishes.
    assert SERVICES["web"]["environment"]["PLATEN_PUBLISHED_ADDRESS"] == "${PLATEN_PUBLISHED_ADDRESS:-127.0.0.1}"
    assert SERVICES["api"]["network_mode"] == "none"
    assert not set(SERVICES["web"]["networks"]) & set(SERVICES["worker"]["networks"])


@pytest.mark.parametrize("name", PARTS)
def test_a_part_asks_for_its_own_health_and_shares_data_and_memory(name):
    service = PARTS[name]
    assert service["healthcheck"]["test"] == ["CMD", "platen", "health", "--only", name]
    assert f'CMD ["up", "--only", "{name}"]' in stages()[name]
    access = ":ro" if name == "web" else ""
    shared = [f"data:/data{access}", "run:/data/run", f"shm:/dev/shm:{access[1:]},nocopy".replace(":,", ":")]
    # A backup has to lie outside of the data, and its folder belongs to whom the program runs as.
    own = ["backups:/backups"] if name == "worker" else []
    assert service["volumes"] == shared + own
    assert ("install -d -o platen -g platen -m 0700 /backups" in stages()[name]) is (own != [])
    assert COMPOSE["volumes"]["shm"]["driver_opts"]["type"] == "tmpfs"
    # `platen up` stops within ten seconds.
    assert int(service["stop_grace_period"].removesuffix("s")) > 10
    assert service["restart"] == "unless-stopped"


def test_every_setting_is_in_the_example_with_what_it_is_for():
    listed = re.findall(r"^((?:# .*\n)*)#([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE)
    known = settings()
    assert {name for _, name, _ in listed} == set(known) | OWN_VARIABLES
    for comment, name, value in listed:
        if name in known:
            names, default, summary = known[name]
            assert value == default, name
            also = f" Also: {', '.join(names[1:])}" if names[1:] else ""
            assert " ".join(re.sub("^# ", "", comment, flags=re.MULTILINE).split()) == summary + also


def test_every_setting_reaches_a_container_or_is_fixed():
    fixed = EXAMPLE.split("The images have these places of their own")[1]
    fixed = set(re.findall(r"^#([A-Z_]+)=", fixed, re.MULTILINE))
    passed = {name for service in PARTS.values() for name in service["environment"]}
    names = {name for names, _, _ in settings().values() for name in names}
    aliases = {alias for name in fixed for alias in settings()[name][0]}
    assert passed - {"PLATEN_LISTEN"} == names - aliases - PORT_NAMES
    web = set(PARTS["web"]["environment"])
    assert not any("SECRET" in name or "KEY" in name for name in web)


def test_what_the_images_install_is_listed_in_setup_alone():
    assert "apt-get" not in DOCKERFILE
    setup = (platen.ROOT / "scripts" / "setup").read_text()
    for name in PARTS:
        assert f"/setup --only {name}" in stages()[name]
        assert re.search(rf"^{name}_packages=\(", setup, re.MULTILINE)


def test_the_packages_of_the_images_are_those_whose_libraries_the_programs_load():
    setup = (platen.ROOT / "scripts" / "setup").read_text()
    lists = {name: set(words.split()) for name, words in re.findall(
        r"^(\w+)_packages=\(([^)]*)\)", setup, re.MULTILINE)}
    programs = {"web": ["platen"], "api": ["platen", "platen-responder"],
                "worker": ["platen", "platen-supervisor", "platen-processor", "libplaten-pdf.so"]}
    for part, names in programs.items():
        installed = lists[part] | lists["program"]
        for name in names:
            assert directly_needed(name) <= installed, (part, name)


def directly_needed(program: str) -> set[str]:
    """Debian's packages of the libraries that `program` names, but for those that every Debian has and Swift's own."""
    path = platen.programs() / program
    text = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    needed = re.findall(r"NEEDED.*\[(.*)\]", text)
    loaded = subprocess.run(["ldd", path], check=True, capture_output=True, text=True).stdout
    places = dict(re.findall(r"^\s+(\S+) => (\S+)", loaded, re.MULTILINE))
    packages = set()
    for library in needed:
        place = places.get(library, "")
        if not place or "/swift/" in place:
            continue
        for candidate in (place, os.path.realpath(place), place.removeprefix("/usr"), f"/usr{place}"):
            owner = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True)
            if owner.returncode == 0:
                packages.add(owner.stdout.split(":")[0])
                break
        else:
            raise AssertionError(f"no package has {place}")
    return packages - {"libc6", "libgcc-s1", "libcrypt1"}


def test_without_an_engine_the_trial_says_so_with_a_status_of_its_own(tmp_path):
    (tmp_path / "docker").symlink_to("/bin/false")
    for folder, words in ((tmp_path, "no Docker engine answers"), (tmp_path / "none", "there is no docker command")):
        folder.mkdir(exist_ok=True)
        for tool in ("bash", "dirname", "python3"):
            if not (folder / tool).exists():
                (folder / tool).symlink_to(f"/usr/bin/{tool}")
        done = subprocess.run(
            ["/bin/bash", platen.ROOT / "scripts" / "try-containers"], env={"PATH": str(folder)},
            capture_output=True, text=True, timeout=60,
        )
        assert done.returncode == 3
        assert words in done.stderr
