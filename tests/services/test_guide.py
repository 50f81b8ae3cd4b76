"""The guide that is shipped: every link leads somewhere, every picture is there, its words hold."""

import re

import pytest

from iro_desktop.domain.guide import INDEX, Guide, is_outside, led_to, links, slug
from iro_desktop.domain.measures import MEASURES
from iro_desktop.paths import resource
from iro_desktop.services.guide import picture_file, shipped_guide

NEVER = ("officer", "vault", "publish", "pull", "projection", "stock", "cohort", "purge")
CODE = re.compile(r"`[^`]*`|^    .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return shipped_guide()


def anchors(guide: Guide, page: str) -> set[str]:
    return {slug(one.text) for one in guide.passages_of(page) if one.is_heading}


def test_every_link_leads_to_a_page_a_heading_or_a_picture(guide: Guide) -> None:
    for page, text in guide.pages.items():
        for link in links(text):
            assert not is_outside(link), (page, link)
            target = led_to(page, link)
            if target.page.endswith(".png"):
                assert target.page.startswith("pictures/"), (page, link)
                assert picture_file(target.page) is not None, (page, link)
                continue
            assert target.page in guide.pages, (page, link)
            assert not target.anchor or target.anchor in anchors(guide, target.page), (page, link)


def test_the_page_for_readers_outside_the_program_leads_to_pages_that_are_there(
    guide: Guide,
) -> None:
    text = resource("guide/user-guide.md").read_text("utf-8")
    targets = [led_to("guide/user-guide.md", link).page for link in links(text)]
    assert targets
    assert set(targets) <= set(guide.pages)


def test_every_page_is_in_the_contents_or_in_the_handbook(guide: Guide) -> None:
    listed = {entry.page for entry in guide.contents()}
    handbook = {f"guide/measures/{measure_id}.md" for measure_id in MEASURES}
    assert set(guide.pages) == listed | handbook | {INDEX}


def test_each_page_has_one_title_and_no_two_headings_of_one_anchor(guide: Guide) -> None:
    for page in guide.pages:
        found = [one for one in guide.passages_of(page) if one.is_heading]
        assert found, page
        if not page.startswith("changelog"):
            assert len(anchors(guide, page)) == len(found), page


def test_the_guide_keeps_to_the_words_of_the_program(guide: Guide) -> None:
    for page, text in guide.pages.items():
        if page == "changelog.md":
            continue
        words = CODE.sub("", text).replace("Independent Reviewing Officer", "")
        found = [word for word in NEVER if re.search(rf"\b{word}", words, re.IGNORECASE)]
        assert not found, (page, found)


def test_pictures_of_the_guide_are_small_and_have_words_for_those_who_do_not_see_them(
    guide: Guide,
) -> None:
    named = set()
    for page, text in guide.pages.items():
        for words, link in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
            assert len(words) > 20, (page, link)
            named.add(led_to(page, link).page.removeprefix("pictures/"))
    assert named
    files = list(resource("pictures").glob("*.png"))
    assert named <= {file.name for file in files}
    assert len(files) <= 10
    for file in files:
        assert file.stat().st_size <= 120_000, "run python packaging/guide_pictures.py"
        assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["../guide/index.md", "/etc/hostname", "none.png", ""])
def test_only_shipped_pictures_are_shown(name: str) -> None:
    assert picture_file(name) is None
