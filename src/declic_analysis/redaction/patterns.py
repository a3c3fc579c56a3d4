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
    r"|lotissement|r[ée]sidence|r\.)"
)
_PERHAPS = r"(?:cours|place|quai|route|passage|esplanade|cit[ée]|villa|hameau|parc|sentier|voie|traverse)"
_NUMBER = r"\d{1,4}\s?(?:bis|ter|quater|[a-dA-D])?\s?(?:,?\s|(?=bl?d\b))(?:de\s(?:la\s|l[’'])?|du\s)?"
_TOWN = rf"(?:,?\s(?:[àa]\s)?(?:\d{{5}}\b\s?)?(?:{_CAP}[\w’'-]+(?:[- ]{_CAP}[\w’'-]+){{0,3}})?)"
_REST = rf"(?:\s(?:de|du|des|la|le|les|d|l|et|à|aux?)\b[’']?|\s?[’']|\s?[dl][’']|\s{_CAP}[\w’'-]*|\s\d{{1,4}}\b)"
_APART = r"(?:\s{0,2}[._·/–—-]\s{0,2}|\s?)"  # what people put between the pairs of a telephone number
_UNITS = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?)"
)
_SPELT = rf"(?:{_UNITS}|trente|quarante|cinquante|soixante|et|\d{{1,2}})"
_CALL = r"(?:t[ée]l(?:[ée]phone)?|portable|mobile|appele[rz]|joignable|joindre|contacter|num[ée]ro|0[67])"
_ACCOUNT = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|facebook|fb|twitter|discord|telegram|whats\s?app|linkedin|pseudo)"
)
_PAPER = (
    r"(?:dossier|matricule|badge|identifiant|allocataire|titre|r[ée]c[ée]piss[ée]|passeport|permis|ID|siren|siret|nir"
    r"|n°\s?(?:s[ée]cu|ss|de s[ée]cu\w*))"
)
_YEAR = r"(?:19[2-9]\d|200\d)"  # of birth, for somebody who may work; a later one is a date of the programme

PATTERNS: tuple[tuple[PersonalData, re.Pattern[str]], ...] = (
    (PersonalData.EMAIL, re.compile(r"[\w.+-]{1,64}@{1,2}[\w-]{1,63}(?:[.,][\w-]{1,63}){0,5}")),
    (PersonalData.EMAIL, re.compile(r"[\w.+-]{1,64}\s?@\s[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    (
        PersonalData.EMAIL,
        re.compile(
            r"(?:[\w.+-]{1,64}\spoint\s)?[\w.+-]{2,64}\s?[\[(«“\"]?\s?\b(?:at|arobase|arobas)\b\s?[\])»”\"]?\s?"
            r"[\w-]{2,63}\s?(?:\.|[\[(]?\s?\b(?:dot|point)\b\s?[\])]?)\s?(?:fr|com|org|net|eu|example|example\.\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.LINK, re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    (
        PersonalData.LINK,
        re.compile(
            r"\b(?:[\w-]{1,63}\.){0,3}[\w-]{2,63}\.(?:fr|com|org|net|eu|io|me|be|ch|example)"
            r"(?:/\S*)?(?![\w@])",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.LINK, re.compile(r"\b[\w-]{1,20}\.(?:me|ly|gg|gl|co|tv|app|link|ee)/\S{3,200}", re.IGNORECASE)),
    (PersonalData.LINK, re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")),  # an IP address
    (PersonalData.HANDLE, re.compile(r"(?<![\w.])@[\w.]{3,40}\b")),
    (
        PersonalData.HANDLE,  # « insta : untel », « snapchat untel42 »
        re.compile(
            rf"\b{_ACCOUNT}(?:\s{_ACCOUNT})?\s?(?::\s?[\w.#-]{{3,40}}|\s(?:c[’']est\s)?[\w.-]{{0,40}}[\d_#][\w.#-]{{0,40}})",
            re.IGNORECASE,
        ),
    ),
    (
        PersonalData.NUMBER,  # IBAN
        re.compile(
            r"\b(?:FR|IBAN\s?:?\s?[A-Z]{2})\d{2}(?:[ .]?[0-9A-Z]{4}){3,7}(?:[ .]?[0-9A-Z]{1,3})?\b", re.IGNORECASE
        ),
    ),
    (
        PersonalData.ADDRESS,  # where somebody is, to a hundred metres or less
        re.compile(r"(?<![\d.])-?\d{1,2}\.\d{3,}\s?[,;]\s?-?\d{1,3}\.\d{3,}"),
    ),
    (
        PersonalData.NUMBER,  # number of the social security (NIR), Corsica too
        re.compile(r"\b[12][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{2})?\b"),
    ),
    (
        PersonalData.PHONE,
        re.compile(
            rf"(?<![\w.])(?:(?:\+|00|0\s0)\s?\d{{2,3}}\)?[ .\-]?(?:\(0\)[ .\-]?)?[1-9](?:{_APART}\d{{2}}){{4}}"
            rf"|[0Oo][ .\-]?[1-9]\)?(?:{_APART}\d{{2}}){{4}}|0[1-9](?:[ .\-/]\d{{3}}){{2}}[ .\-/]?\d{{2}}"
            r"|0[1-9](?:,\s?\d{2}){4}|0[1-9]\d{2}\s\d{3}\s\d{3}"
            r"|\+\d{1,3}(?:[ .\-]?\d){7,12})(?!\d)"
        ),
    ),
    (
        PersonalData.PHONE,  # its beginning left out, or told apart: « mon 06 : 39 98 12 34 »
        re.compile(
            rf"\b(?:{_CALL}\s?:?(?:\s(?:au|le|est|sur|du))?\s?|z[ée]ro[\s,]{{1,2}}(?:six|sept),?\s)"
            r"\d{2}(?:[ .\-]?\d{2}){3}\b",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.PHONE, re.compile(rf"\bz[ée]ro(?:[\s,-]{{1,2}}{_SPELT}\b){{4,24}}", re.IGNORECASE)),
    (PersonalData.PLATE, re.compile(r"\b[A-HJ-NP-TV-Z]{2}[- ]?\d{3}[- ]?[A-HJ-NP-TV-Z]{2}\b", re.IGNORECASE)),
    (PersonalData.PLATE, re.compile(r"\b(?:\d{2,4}[ -][A-Z]{2,3}[ -]|\d{3,4}[A-Z]{2,3})(?:\d{2}|2[AB])\b")),
    (
        PersonalData.BIRTH,
        re.compile(
            rf"\bn[ée]e?(?:\(e\))?s?\s(?:le\s)?(?:{_DAY}|en\s(?:{_MONTH}\s)?\d{{4}}|en\s(?:{_MONTH}\s)?\d{{2}}"
            rf"|[\w-]{{2,10}}\s{_MONTH}\s\d{{2,4}})\b",
            re.IGNORECASE,
        ),
    ),
    (
        PersonalData.BIRTH,
        re.compile(
            rf"\b(?:date de naissance|naissance|ddn|anniversaire)\s?:?(?:\sest)?\s?(?:le\s)?"
            rf"(?:{_DAY}|\d{{1,2}}(?:er)?\s{_MONTH})",
            re.IGNORECASE,
        ),
    ),
    (
        PersonalData.BIRTH,
        re.compile(rf"\b(?:{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:er)?\s{_MONTH}\s{_YEAR})\b", re.IGNORECASE),
    ),
    (PersonalData.BIRTH, re.compile(rf"\b(?:suis|es|est)\s(?:de|n[ée]e?\sen)\s{_YEAR}\b|\bclasse(?:\sde)?\s{_YEAR}\b")),
    (PersonalData.BIRTH, re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19\d{2}|200\d)\b")),
    (
        PersonalData.NUMBER,  # file, badge, card …
        re.compile(
            rf"\b{_PAPER}(?:\s(?:de|p[oô]le|emploi|france|travail|caf|s[ée]jour)){{0,3}}"
            r"\s?(?:n°|no|num[ée]ro|:)?\s?:?\s?[A-Z]{0,3}\d[\d ./-]{2,20}[A-Z]{0,3}\b",
            re.IGNORECASE,
        ),
    ),
    (PersonalData.NUMBER, re.compile(r"\b\d{7}\s?[A-Z]\b")),  # job seeker
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
            rf"\b{_NUMBER}(?i:{_PERHAPS})\b(?=(?:\s\w{{1,3}})?(?:\s\w{{1,3}})?[\s-]?(?:\w[’']|\d{{1,2}}[\s-])?{_CAP})"
            rf"{_REST}{{1,6}}(?:{_TOWN})?"
        ),
    ),
    (PersonalData.ADDRESS, re.compile(rf"\b(?:BP|CS)\s?\d{{2,5}}\b(?:{_TOWN})?")),
    (
        PersonalData.ADDRESS,
        re.compile(
            r"\b(?:appartement|appt?\.?|porte|chambre|b[âa]timent|b[âa]t\.?)\s(?:n°\s?)?\d{1,4}\b", re.IGNORECASE
        ),
    ),
    (
        PersonalData.ADDRESS,  # « j’habite rue des Lilas, au numéro 12 »: no number before, but somebody lives there
        re.compile(
            rf"(?<=habite\s)(?:(?:au|dans|sur|en)\s)?(?:la\s|le\s|l[’'])?(?i:{_STREET}|{_PERHAPS}){_REST}{{1,6}}"
            r"(?:,?\s(?:au\s)?(?:num[ée]ro|n°)?\s?\d{1,4}\b)?"
        ),
    ),
    (PersonalData.ADDRESS, re.compile(rf"(?i:\blieu[- ]dit)\s(?:(?:Les?|La|L[’'])\s?)?{_CAP}[\w’'-]+")),
    (PersonalData.ADDRESS, re.compile(rf"(?i:\br[ée]sidence|\bfoyer)\s(?:(?:[Ll]es?|[Ll]a|des?)\s)?{_CAP}[\w’'-]+")),
    (PersonalData.ADDRESS, re.compile(rf"(?<![\d.,])(?:0[1-9]|[1-8]\d|9[0-5])\d{{3}}\s(?!EUR|Euros?\b){_CAP}[\w’'-]+")),
    (PersonalData.NAME, re.compile(r"(?<!\w)(?:[^\W\d_][ .]){5,40}[^\W\d_]\b")),  # a word written letter by letter
)

# These stay, for without them an answer loses its sense, but with a town or a firm they may point at one person.
TELLING = re.compile(
    r"\b(?:1[4-9]|[2-9]\d)\sans\b(?!\sd[’'](?:exp|anc))"
    r"|\b(?:D?RH|RRH|PDG|DG|CEO|(?:co)?g[ée]rante?|directeur|directrice|pr[ée]sidente?|patronne?|maire|fondateur|fondatrice"
    r"|infirmi[èe]re|comptable|(?:responsable|chef|cheffe)(?:\s(?:RH|de\ssite|d[’']atelier|d[’'][ée]quipe))?)"
    rf"\s(?:de\s(?:la\s|l[’'])?|du\s|d[’']|chez\s)(?-i:{_CAP})",
    re.IGNORECASE,
)
