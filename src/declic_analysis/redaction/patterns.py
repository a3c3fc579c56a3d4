"""Personal data that has a form: addresses, numbers, dates. Each pattern reads a text once, from left to right."""

from __future__ import annotations

import re

from declic_analysis.vocabulary.words import PersonalData

_CAP = r"[A-ZÀ-ÖØ-ÞŒ]"
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]vr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t"
    r"|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_DAY = rf"(?:\d{{1,2}}(?:er)?[ ./-](?:\d{{1,2}}|{_MONTH})[ ./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
# Street words that cannot be taken for anything else, and those that can (« 2 cours de français », « 3 places »).
_STREET = (
    r"(?:rue|avenue|av\.|boulevard|bld|bd|all[ée]e|impasse|chemin|ruelle|mont[ée]e|square|faubourg"
    r"|lotissement|r[ée]sidence)"
)
_PERHAPS = r"(?:cours|place|quai|route|passage|esplanade|cit[ée]|villa|hameau|parc|sentier|voie|traverse)"
_NUMBER = r"\d{1,4}\s?(?:bis|ter|quater|[a-dA-D])?\s?,?\s"
_TOWN = rf"(?:,?\s(?:[àa]\s)?(?:\d{{5}}\b\s?)?(?:{_CAP}[\w’'-]+(?:[- ]{_CAP}[\w’'-]+){{0,3}})?)"
_REST = rf"(?:\s(?:de|du|des|la|le|les|d|l|et|à|aux?)\b[’']?|\s?[’']|\s?[dl][’']|\s{_CAP}[\w’'-]*|\s\d{{1,4}}\b)"

PATTERNS: tuple[tuple[PersonalData, re.Pattern[str]], ...] = (
    (PersonalData.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    (
        PersonalData.EMAIL,
        re.compile(
            r"[\w.+-]{2,64}\s?[\[(]?\s?\b(?:at|arobase|arobas)\b\s?[\])]?\s?[\w-]{2,63}\s?"
            r"(?:\.|[\[(]?\s?\b(?:dot|point)\b\s?[\])]?)\s?(?:fr|com|org|net|eu|example|example\.\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.LINK, re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    (
        PersonalData.LINK,
        re.compile(
            r"\b(?:[\w-]{2,63}\.){1,4}(?:fr|com|org|net|eu|io|me|be|ch|example)"
            r"(?:/\S*)?(?![\w@])",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.LINK, re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")),  # an IP address
    (PersonalData.HANDLE, re.compile(r"(?<![\w.])@[\w.]{3,40}\b")),
    (PersonalData.NUMBER, re.compile(r"\bFR\d{2}(?:[ .]?[0-9A-Z]{4}){5,6}(?:[ .]?[0-9A-Z]{1,3})?\b")),  # IBAN
    (
        PersonalData.NUMBER,  # number of the social security (NIR), Corsica too
        re.compile(r"\b[12][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{2})?\b"),
    ),
    (
        PersonalData.PHONE,
        re.compile(
            r"(?<![\w.])(?:(?:\+|00)\s?\d{2,3}[ .\-]?(?:\(0\)[ .\-]?)?[1-9](?:[ .\-/]?\d{2}){4}"
            r"|0[ .\-]?[1-9](?:[ .\-/]{0,2}\d{2}){4}|0[1-9](?:[ .\-/]\d{3}){2}[ .\-/]?\d{2}"
            r"|\+\d{1,3}(?:[ .\-]?\d){7,12})(?!\d)"
        ),
    ),
    (PersonalData.PLATE, re.compile(r"\b[A-HJ-NP-TV-Z]{2}[- ]?\d{3}[- ]?[A-HJ-NP-TV-Z]{2}\b", re.IGNORECASE)),
    (PersonalData.PLATE, re.compile(r"\b\d{2,4}[ -][A-Z]{2,3}[ -](?:\d{2}|2[AB])\b")),
    (
        PersonalData.BIRTH,
        re.compile(rf"\bn[ée]e?s?\s(?:le\s)?(?:{_DAY}|en\s(?:{_MONTH}\s)?\d{{4}})", re.IGNORECASE),
    ),
    (
        PersonalData.BIRTH,
        re.compile(rf"\b(?:date de naissance|naissance)\s?:?\s?(?:le\s)?{_DAY}", re.IGNORECASE),
    ),
    (PersonalData.BIRTH, re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19\d{2}|200\d)\b")),
    (
        PersonalData.NUMBER,  # file, badge, card …
        re.compile(
            r"\b(?:dossier|matricule|badge|identifiant|allocataire|n°\s?(?:s[ée]cu|ss|de s[ée]cu\w*)|siren|siret|nir)"
            r"\s?(?:n°|no|num[ée]ro|:)?\s?:?\s?[A-Z]{0,3}\d[\d ./-]{2,20}[A-Z]?\b",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.NUMBER, re.compile(r"(?<![\w,.])\d(?:[ .-]?\d){8,24}(?![\d,])")),  # nine digits or more
    (
        PersonalData.ADDRESS,
        re.compile(
            rf"\b{_NUMBER}(?i:{_STREET})(?:\s(?:de|du|des|la|le|les)\b){{0,3}}\s?(?:[dl][’'])?[\w’'-]+"
            rf"(?:\s(?:de|du|des|la|le|les|et)\b){{0,2}}(?:\s?(?:[dl][’'])?{_CAP}[\w’'-]*|\s{_CAP}[\w’'-]*){{0,4}}{_TOWN}?"
        ),
    ),
    (
        PersonalData.ADDRESS,
        re.compile(
            rf"\b{_NUMBER}(?i:{_PERHAPS})\b(?=(?:\s\w{{1,3}})?(?:\s\w{{1,3}})?\s?(?:\w[’'])?{_CAP})"
            rf"{_REST}{{1,6}}(?:{_TOWN})?"
        ),
    ),
    (PersonalData.ADDRESS, re.compile(rf"\b(?:BP|CS)\s?\d{{2,5}}\b(?:{_TOWN})?")),
    (
        PersonalData.ADDRESS,
        re.compile(r"\b(?:appartement|appt?\.?|porte|b[âa]timent|b[âa]t\.?)\s(?:n°\s?)?\d{1,4}\b", re.IGNORECASE),
    ),
)
