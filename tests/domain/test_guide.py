"""The guide as a value: contents, links, searching."""

import pytest

from iro_desktop.domain.guide import (
    Guide,
    Passage,
    Target,
    excerpt,
    is_outside,
    led_to,
    passages,
    plain,
    slug,
)

GUIDE = Guide(
    {
        "guide/index.md": "# The guide\n\n## Start\n\n- [First *steps*](first.md): begin\n"
        "- [Nowhere](gone.md)\n\n## Look up\n\n- [New](../changelog.md)\n",
        "guide/first.md": "# First steps\n\nChoose a **recovery code**, and\nprint it.\n\n"
        "## The child’s page\n\n- one\n- two codes\n\n| a | b |\n| --- | --- |\n| code | sheet |\n",
        "changelog.md": "# What is new\n\n## Codes\n\nNothing.\n",
    }
)


def test_the_contents_are_those_of_the_index_and_a_link_to_no_page_is_left_out() -> None:
    found = [(one.group, one.title, one.page) for one in GUIDE.contents()]
    assert found == [
        ("Start", "First steps", "guide/first.md"),
        ("Look up", "New", "changelog.md"),
    ]


def test_a_page_is_read_as_paragraphs_items_and_rows_under_their_headings() -> None:
    assert list(passages(GUIDE.pages["guide/first.md"])) == [
        Passage("", "First steps", is_heading=True),
        Passage("", "Choose a recovery code, and print it."),
        Passage("The child’s page", "The child’s page", is_heading=True),
        Passage("The child’s page", "one"),
        Passage("The child’s page", "two codes"),
        Passage("The child’s page", "a · b"),
        Passage("The child’s page", "code · sheet"),
    ]


def test_titles_come_before_headings_and_headings_before_lines() -> None:
    hits = GUIDE.find("CODE")
    assert [(hit.page, hit.heading, hit.line) for hit in hits] == [
        ("changelog.md", "Codes", "Codes"),
        ("guide/first.md", "", "Choose a recovery code, and print it."),
        ("guide/first.md", "The child’s page", "two codes"),
        ("guide/first.md", "The child’s page", "code · sheet"),
    ]
    assert GUIDE.find("first")[0].line == "First steps"


@pytest.mark.parametrize(
    "typed, lines",
    [
        ("print code", ["Choose a recovery code, and print it."]),
        ("child's", ["The child’s page"]),
        ("  ", []),
        ("no such word", []),
    ],
)
def test_all_words_must_stand_in_one_line_whatever_the_apostrophe(
    typed: str, lines: list[str]
) -> None:
    assert [hit.line for hit in GUIDE.find(typed)] == lines


def test_a_hit_leads_to_the_heading_over_it() -> None:
    assert GUIDE.find("two codes")[0].target == Target("guide/first.md", "the-childs-page")


@pytest.mark.parametrize(
    "page, link, target",
    [
        ("guide/index.md", "keys.md", Target("guide/keys.md")),
        ("guide/index.md", "keys.md#file", Target("guide/keys.md", "file")),
        ("guide/measures/index.md", "../keys.md", Target("guide/keys.md")),
        ("guide/index.md", "../changelog.md", Target("changelog.md")),
        ("guide/index.md", "#start", Target("guide/index.md", "start")),
    ],
)
def test_a_link_is_read_from_the_page_on_which_it_stands(
    page: str, link: str, target: Target
) -> None:
    assert led_to(page, link) == target


@pytest.mark.parametrize(
    "link, outside",
    [
        ("https://example.org", True),
        ("mailto:a@b.org", True),
        ("file:///etc/hostname", True),
        ("keys.md", False),
        ("../changelog.md#new", False),
    ],
)
def test_an_address_leads_outside(link: str, outside: bool) -> None:
    assert is_outside(link) is outside


def test_marks_of_markdown_are_not_searched() -> None:
    assert plain("*a* **b** `c` [words](x.md) ![picture](p.png) \\*") == "a b c words picture *"
    assert slug("The council’s system") == "the-councils-system"


def test_a_long_line_is_cut_between_words_round_the_word() -> None:
    text = "begin " * 40 + "needle " + "end " * 40
    cut = excerpt(text, ["needle"])
    assert "needle" in cut
    assert len(cut) < 160
    assert cut.startswith("… begin")
    assert cut.endswith("end …")
    assert excerpt("short", ["short"]) == "short"
