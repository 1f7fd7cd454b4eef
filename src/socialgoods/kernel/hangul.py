"""Korean text: initial consonants for search, and names without their legal form for finding duplicates."""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3

# Longest first: "사회적협동조합" must go before "협동조합".
LEGAL_FORM_WORDS = (
    "사회적협동조합연합회", "협동조합연합회", "농업회사법인유한회사", "농업회사법인주식회사", "어업회사법인", "사회적협동조합",
    "농업회사법인", "영농조합법인", "영어조합법인", "유한책임회사", "사회적기업", "자활기업", "마을기업", "협동조합", "주식회사",
    "유한회사", "합자회사", "합명회사", "사단법인", "재단법인", "영농법인", "농업법인",
)  # fmt: skip
LEGAL_FORM_MARKS = re.compile(r"\((?:주|유|영|사|재|합|농|복|의|협|사협|주식회사|영농)\)|[㈜㈔㈐]")


def initials(text: str) -> str:
    """`완주 두레` → `ㅇㅈㄷㄹ`: the first consonant of every syllable; other letters as they are, spaces gone."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        if FIRST_SYLLABLE <= ord(char) <= LAST_SYLLABLE:
            out.append(INITIALS[(ord(char) - FIRST_SYLLABLE) // 588])
        elif not char.isspace():
            out.append(char.casefold())
    return "".join(out)


def is_initials(text: str) -> bool:
    stripped = re.sub(r"\s", "", text)
    return bool(stripped) and all(char in INITIALS for char in stripped)


def tidy(text: str) -> str:
    """One line, composed, without invisible characters."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def normalise_name(name: str) -> str:
    """The name without legal form, spaces, punctuation and case. What is left empty keeps its whole name."""
    text = LEGAL_FORM_MARKS.sub("", tidy(name))
    whole = bare = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()
    for word in LEGAL_FORM_WORDS:
        bare = bare.removeprefix(word).removesuffix(word)
    return bare or whole
