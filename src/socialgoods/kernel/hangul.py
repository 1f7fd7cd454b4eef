"""Korean text: tidy lines, initial consonants for search, names without their legal form for finding duplicates."""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
FIRST_CONSONANTS = {
    syllable: INITIALS[(syllable - FIRST_SYLLABLE) // 588] for syllable in range(FIRST_SYLLABLE, LAST_SYLLABLE + 1)
}
# What some keyboards send for the same letters.
CONJOINING = str.maketrans({0x1100 + index: letter for index, letter in enumerate(INITIALS)})

# Spoken legal forms and the code of `codes.LEGAL_FORMS` they name. Longest first: 사회적협동조합 goes before 협동조합.
LEGAL_FORM_WORDS = {
    "사회적협동조합연합회": "social_cooperative_federation",
    "사회적협동조합": "social_cooperative",
    "협동조합연합회": "cooperative_federation",
    "농업회사법인": "agricultural_company",
    "어업회사법인": "agricultural_company",
    "영농조합법인": "agricultural_corporation",
    "영어조합법인": "fishing_corporation",
    "사회복지법인": "welfare_corporation",
    "유한책임회사": "limited_company",
    "협동조합": "cooperative",
    "영농조합": "agricultural_corporation",
    "영농법인": "agricultural_corporation",
    "농업법인": "agricultural_company",
    "주식회사": "company",
    "유한회사": "limited_company",
    "합자회사": "partnership",
    "합명회사": "partnership",
    "사단법인": "association",
    "재단법인": "foundation",
}
LEGAL_FORM_LENGTHS = sorted({len(word) for word in LEGAL_FORM_WORDS}, reverse=True)
KIND_WORDS = ("예비사회적기업", "사회적기업", "자활기업", "마을기업")
LEFT_OUT_OF_NAMES = (*LEGAL_FORM_WORDS, *KIND_WORDS)
MARKS = {
    "주": "company",
    "유": "limited_company",
    "영": "agricultural_corporation",
    "농": "agricultural_company",
    "합": "partnership",
    "사": "association",
    "재": "foundation",
    "복": "welfare_corporation",
    "협": "cooperative",
    "사협": "social_cooperative",
    "의": "",
}
MARK = re.compile(rf"\(\s*({'|'.join(sorted(MARKS, key=len, reverse=True))})\s*\)|^(주|유|영|농)\)")
INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u00ad\ufeff\u115f\u1160\u3164\ufffc\x00-\x08\x0e-\x1f\x7f]"
)
BLANK_BUT_PRINTABLE = "\u115f\u1160\u3164\ufffc"
BLANK = re.compile(f"[{BLANK_BUT_PRINTABLE}]")
SPACES = re.compile(r"\s+")


def initials(text: str) -> str:
    """`완주 두레` → `ㅇㅈㄷㄹ`: the first consonant of every syllable; other letters as they are, spaces gone."""
    return "".join(unicodedata.normalize("NFC", text).translate(FIRST_CONSONANTS).split()).casefold()


def is_initials(text: str) -> bool:
    letters = SPACES.sub("", text).translate(CONJOINING)
    return bool(letters) and all(letter in INITIALS for letter in letters)


def tidy(text: str) -> str:
    """One line, composed, without invisible characters."""
    # Printable text has no control, format or separator characters but the space; most texts end here.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        if text.isascii():
            return text
        if unicodedata.is_normalized("NFC", text) and not BLANK.search(text):
            return text
    return SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def normalise_name(name: str) -> str:
    """The name without legal form, spaces, punctuation and case. A name that is nothing else keeps it."""
    text = unicodedata.normalize("NFKC", tidy(name))
    whole = bare = (_letters(MARK.sub("", text)) if ")" in text else "") or _letters(text)
    for word in LEFT_OUT_OF_NAMES:
        if word in bare:
            bare = bare.removeprefix(word).removesuffix(word)
    return bare or whole


def legal_form_in(name: str) -> str:
    """The legal form that a name states, as a code of `codes.LEGAL_FORMS`; "" where it states none."""
    text = unicodedata.normalize("NFKC", name)
    letters = _letters(text)
    for length in LEGAL_FORM_LENGTHS:
        code = LEGAL_FORM_WORDS.get(letters[-length:]) or LEGAL_FORM_WORDS.get(letters[:length])
        if code:
            return code
    found = MARK.search(text) if ")" in text else None
    return MARKS[found[1] or found[2]] if found else ""


def _letters(text: str) -> str:
    joined = text.replace(" ", "")
    return (joined if joined.isalnum() else re.sub(r"[\W_]", "", joined)).casefold()
