"""The container's recipe: what it copies is there, what it installs exists, and what runs in it is not root.

No engine builds it here.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.manual import text_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage: name and arguments."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
    found: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            if name == "FROM":
                found.append([])
            found[-1].append((name, rest.strip()))
    return found


BUILD, LAST = stages()


def args(stage: list[tuple[str, str]], name: str) -> list[str]:
    return [rest for each, rest in stage if each == name]


@pytest.mark.parametrize("source", [source for copy in args(BUILD, "COPY") for source in copy.split()[:-1]])
def test_what_is_copied_is_there_and_is_sent_to_the_engine(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source}" in IGNORED


def test_nothing_else_is_sent() -> None:
    assert IGNORED[0] == "*"
    assert {name[1:] for name in IGNORED if name.startswith("!")} == {
        source for copy in args(BUILD, "COPY") for source in copy.split()[:-1]
    }


def test_all_that_the_package_is_built_from_is_copied() -> None:
    copied = {source for copy in args(BUILD, "COPY") for source in copy.split()[:-1]}
    assert {"pyproject.toml", "quotes", PROJECT["readme"], *PROJECT["license-files"]} <= copied


def test_the_extras_exist() -> None:
    [extras] = re.findall(r'"\.\[([\w,]+)\]"', " ".join(args(BUILD, "RUN")))
    assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])
    assert "scale" in extras.split(",")


def test_both_stages_have_one_python_that_the_package_allows() -> None:
    images = {image.split()[0] for stage in (BUILD, LAST) for image in args(stage, "FROM")}
    assert len(images) == 1
    version = re.search(r":3\.(\d+)-slim$", images.pop())
    least = re.search(r">=3\.(\d+)", PROJECT["requires-python"])
    assert version
    assert least
    assert int(version[1]) >= int(least[1])


def test_it_runs_the_command_and_not_as_root() -> None:
    assert args(LAST, "ENTRYPOINT") == ['["quotes"]']
    assert "quotes" in PROJECT["scripts"]
    [user] = args(LAST, "USER")
    assert int(user.split(":")[0]) > 0
    assert args(LAST, "RUN") == []  # so nothing can be fetched after the build


def test_what_is_installed_is_on_the_path() -> None:
    [copied] = args(LAST, "COPY")
    folder = Path(shlex.split(copied)[-1])
    assert f'PATH="{folder}/bin:$PATH"' in " ".join(args(LAST, "ENV"))


def test_the_job_of_the_manual_names_the_image_that_it_builds() -> None:
    page = text_of("scale")
    built = set(re.findall(r"(?:podman|docker) build -t (\S+)", page))
    assert built == set(re.findall(r"^ +image: (\S+)$", page, re.MULTILINE)) == {"quotes"}
