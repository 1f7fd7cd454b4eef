"""What a machine can hold of the look: nothing inline, enough contrast, every icon there, files as vendored."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse

from socialgoods.portal import look

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "socialgoods"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
TOKENS = (PACKAGE / "portal/static/portal/css/tokens.css").read_text(encoding="utf-8")
SPRITE = (PACKAGE / "portal/static/vendor/lucide-1.62.0/icons.svg").read_text(encoding="utf-8")


def test_no_template_carries_a_script_or_style_of_its_own():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/(ld\+)?json))")
    # What people take away is one file, without a policy to keep.
    shown = [path for path in TEMPLATES if path.name != "export.html"]

    def page(path):
        """As a browser gets it: a tag's own words (`{% query only=None %}`) are none of HTML."""
        return re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"))

    assert [str(path) for path in shown if inline.search(page(path))] == []


def test_every_icon_that_templates_name_is_in_the_sprite():
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'(?:\{% icon |icon=)"([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }

    assert named - set(re.findall(r'symbol id="([a-z0-9-]+)"', SPRITE)) == set()


def test_vendored_files_are_as_written_down():
    done = subprocess.run([sys.executable, ROOT / "scripts/vendor_frontend", "--check"], capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def colours(block):
    """The custom properties of one block of tokens.css that are plain colours, references followed."""
    every = dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS.split("@media")[0]))
    body = TOKENS[TOKENS.index(block) :]
    every |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", body[: body.index("}")]))

    def follow(value):
        while found := re.fullmatch(r"var\(--([\w-]+)\)", value):
            value = every[found[1]]
        return value

    return {name: follow(value) for name, value in every.items()}


def luminance(colour):
    parts = colour.removeprefix("#")
    parts = "".join(letter * 2 for letter in parts) if len(parts) == 3 else parts
    return 1.05 / look.contrast_to_white([int(parts[i : i + 2], 16) for i in (0, 2, 4)])


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return light / dark


@pytest.mark.parametrize("block", [":root {", ":root.high-contrast {"])
def test_text_can_be_read_on_everything_it_stands_on(block):
    colour = colours(block)
    pairs = [(text, paper) for text in ("ink", "ink-2", "ink-3", "link") for paper in ("paper", "paper-2")]
    pairs += [(tone, f"{tone}-soft") for tone in ("info", "success", "warning", "danger")]
    pairs += [(tone, "paper") for tone in ("accent", "info", "success", "warning", "danger")]
    pairs += [("on-action", "action"), ("on-action", "action-strong"), ("on-danger", "danger"), ("on-accent", "accent")]

    assert [pair for pair in pairs if contrast(colour[pair[0]], colour[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("block", [":root {", ":root.high-contrast {"])
def test_edges_of_fields_can_be_seen(block):
    colour = colours(block)

    assert [paper for paper in ("paper", "paper-2") if contrast(colour["edge"], colour[paper]) < 3] == []


@pytest.mark.parametrize("accent", ["#1b6b4a", "#ffffff", "#ffd400", "#777777", "#000000"])
def test_whatever_colour_a_county_chooses_can_be_read(accent):
    chosen = look.readable_on_white(accent)

    assert contrast(chosen, "#ffffff") >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    assert look.readable_on_white("#1b6b4a") == "#1b6b4a"


def test_a_colour_that_is_none_falls_back_to_the_shipped_one():
    assert look.readable_on_white("red; } body { display: none") == look.SHIPPED_ACCENT


def test_the_county_colours_the_site_through_a_style_sheet(client, settings):
    settings.COUNTY = replace(settings.COUNTY, accent="#7a1f3d")

    response = client.get(reverse("county_style"))

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.content == b":root { --accent: #7a1f3d; }\n"


@pytest.mark.django_db
def test_high_contrast_is_remembered_and_leads_back(client):
    answer = client.post(reverse("contrast"), {"contrast": "high", "next": "/organizations/?q=a"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/organizations/?q=a")
    assert '<html lang="ko" class="high-contrast">' in client.get(reverse("account_login")).content.decode()

    client.post(reverse("contrast"), {"contrast": "usual", "next": "/"})

    assert '<html lang="ko">' in client.get(reverse("account_login")).content.decode()


def test_the_switch_leads_nowhere_else(client):
    answer = client.post(reverse("contrast"), {"contrast": "high", "next": "https://example.com/"})

    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_every_page_names_a_telephone_number_and_a_person(client, settings):
    page = client.get("/no-such-page/").content.decode()

    assert settings.COUNTY.phone in page
    assert settings.COUNTY.contact in page


def test_the_page_for_trouble_asks_the_database_nothing(rf):
    from socialgoods.portal import errors

    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "저희 쪽에서 문제가 생겼습니다" in response.content.decode()
