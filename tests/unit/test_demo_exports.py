"""The written files, read back with the csv module alone, hold what `truth.json` says they hold."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from declic_analysis.demo import declic_study_text, demo_study_text, write_exports
from declic_analysis.demo.dirt import MALFORMED_SHARE
from declic_analysis.demo.exports import fiction
from declic_analysis.demo.layout import CODE_PATTERN
from declic_analysis.demo.visits import TERRITORY, VISITORS, VISITS
from declic_analysis.study import Study, load_study, parse_study

FILES = ("prescripteurs_avant", "prescripteurs_apres_lyonnais", "prescripteurs_apres_stephanois", "industriels_avant",
         "industriels_apres")  # fmt: skip


def key(text: str) -> str:
    """The header key of the exports: NFKC, straight apostrophes, single spaces, casefold."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).replace("’", "'")).strip().casefold()


def table(data: bytes, *, resaved: bool, limesurvey: bool) -> list[dict[str, str]]:
    text = data.decode("cp1252" if resaved else "utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if limesurvey else ","))


class Written:
    """One seed's folder content and helpers to look at it."""

    def __init__(self, seed: int) -> None:
        self.contents, self.truth = fiction(seed)
        self.study: Study = parse_study(self.contents["study.yaml"].decode())
        self.sources = {s.id: s for s in self.study.sources}
        self.rows = {name: self._rows(name) for name in FILES}

    def _rows(self, name: str) -> list[dict[str, str]]:
        prescribers = name.startswith("prescripteurs")
        found = table(self.contents[f"{name}.csv"], resaved=name.endswith("stephanois"), limesurvey=prescribers)
        return [{key(header): text for header, text in row.items()} for row in found]

    def column(self, name: str, field: str) -> str:
        source = self.sources[name]
        if field == "code":
            return key(source.person.columns[0])  # type: ignore[union-attr]
        return key(source.complete.column if field == "sent" else getattr(source, field).column)  # type: ignore[union-attr]

    def complete(self, name: str) -> list[dict[str, str]]:
        return [row for row in self.rows[name] if row[self.column(name, "sent")]]

    def items(self, name: str, wave: str) -> dict[str, str]:
        return {item: key(header) for item, header in self.sources[name].answers[wave].items()}

    def file_truth(self, name: str) -> dict[str, Any]:
        return self.truth["files"][f"{name}.csv"]

    def positions(self) -> dict[str, int]:
        scale = self.study.scale("accord5")
        return {key(t): k for k, level in enumerate(scale.levels, 1) for t in [level.label.fr, *level.codes]}

    def off_scale(self) -> set[str]:
        return {key(t) for step in self.study.scale("accord5").non_substantive for t in [step.label.fr, *step.codes]}


@pytest.fixture(scope="module")
def written() -> Written:
    return Written(2024)


def test_same_seed_same_bytes_other_seed_other_answers(tmp_path: Path, written: Written) -> None:
    truth = write_exports(tmp_path / "one", seed=2024)
    for name, data in written.contents.items():
        assert (tmp_path / "one" / name).read_bytes() == data
    assert json.loads((tmp_path / "one/truth.json").read_text(encoding="utf-8")) == truth == written.truth
    assert fiction(2025)[0]["industriels_avant.csv"] != written.contents["industriels_avant.csv"]


def test_the_study_parses_and_every_mapped_column_stands_in_its_file(tmp_path: Path, written: Written) -> None:
    write_exports(tmp_path / "demo")
    study = load_study(tmp_path / "demo")
    assert study.fictitious and "données fictives" in study.title.fr and not study.published_figures
    for source in study.sources:
        present = set(written.rows[source.id][0])
        mapped = [h for columns in source.answers.values() for h in columns.values()] + list(source.verbatims.values())
        mapped += [written.column(source.id, f) for f in ("code", "sent", "format", "action", "action_on", "structure")]
        assert {key(header) for header in mapped} <= present


def test_the_questionnaire_is_the_programmes_own() -> None:
    real, demo = parse_study(declic_study_text()), parse_study(demo_study_text())
    assert real.codebook().equals(demo.codebook())
    assert (real.scales, real.constructs, real.open_questions) == (demo.scales, demo.constructs, demo.open_questions)


def test_no_real_structure_is_named(written: Written) -> None:
    real = [name for s in parse_study(declic_study_text()).structures for name in [s.name, *s.aliases]]
    text = "\n".join(
        data.decode("cp1252" if "stephanois" in name else "utf-8", errors="ignore")
        for name, data in written.contents.items()
    )
    found = [name for name in real if re.search(rf"\b{re.escape(key(name))}\b", key(text))]
    assert found == []
    assert all(s.name.endswith("(fictif)") for s in written.study.structures)


@pytest.mark.parametrize("name", FILES)
def test_row_counts(written: Written, name: str) -> None:
    rows, complete, truth = written.rows[name], written.complete(name), written.file_truth(name)["rows"]
    known = {key(t) for territory in written.study.territories for t in [territory.label.fr, *territory.aliases]}
    code, action = written.column(name, "code"), written.column(name, "action")
    pairs = Counter((row[code], row[action]) for row in complete if re.match(CODE_PATTERN, row[code]))
    strangers = 0
    if written.sources[name].territory.column:  # type: ignore[union-attr]
        strangers = sum(key(r[written.column(name, "territory")]) not in known for r in complete)
    duplicates = sum(n - 1 for n in pairs.values())
    found = {"raw": len(rows), "accepted": len(complete) - duplicates - strangers, "duplicate": duplicates,
             "incomplete": len(rows) - len(complete), "quarantined": strangers}  # fmt: skip
    assert found == truth
    assert sum(truth[state] for state in ("accepted", "duplicate", "incomplete", "quarantined")) == truth["raw"]


@pytest.mark.parametrize("name", FILES)
def test_dirt_counts(written: Written, name: str) -> None:
    truth, complete = written.file_truth(name)["dirt"], written.complete(name)
    codes = [row[written.column(name, "code")] for row in complete]
    bad = [code for code in codes if code and not re.match(CODE_PATTERN, code)]
    empty = [row for row in written.rows[name] if not any(row.values())]
    known = written.positions().keys() | written.off_scale() | {""}
    columns = [h for wave in written.sources[name].answers for h in written.items(name, wave).values()]
    unknown = sum(key(row[column]) not in known for row in complete for column in columns)
    assert (len(bad), codes.count(""), len(empty), unknown) == tuple(
        truth[kind] for kind in ("malformed_code", "empty_code", "empty_row", "unknown_label")
    )
    assert len(written.rows[name]) - len(complete) - len(empty) == truth["draft"]
    untouched = VISITS * VISITORS if name.startswith("industriels") else 0
    share = (truth["malformed_code"] + truth["empty_code"]) / (len(codes) - untouched)
    assert share == pytest.approx(MALFORMED_SHARE, abs=1 / (len(codes) - untouched))


@pytest.mark.parametrize("name", FILES)
def test_cell_counts_of_accepted_rows(written: Written, name: str) -> None:
    truth = written.file_truth(name)["cells"]
    rows, code, action = written.complete(name), written.column(name, "code"), written.column(name, "action")
    last = {(r[code], r[action]) if re.match(CODE_PATTERN, r[code]) else (k, ""): r for k, r in enumerate(rows)}
    accepted = [r for r in last.values() if "Roannais" not in r.values()]
    columns = [h for wave in written.sources[name].answers for h in written.items(name, wave).values()]
    texts = [key(row[column]) for row in accepted for column in columns]
    levels, off = written.positions(), written.off_scale()
    found = Counter(
        "empty" if t == "" else "substantive" if t in levels else "non_substantive" if t in off else "quarantined"
        for t in texts
    )
    assert {
        "raw": len(texts),
        **{k: found[k] for k in ("substantive", "non_substantive", "empty", "quarantined")},
    } == truth


def paired_positions(written: Written, audience: str) -> dict[str, np.ndarray]:
    """item → changes in levels as asked, between the first row before and the last after, by exact code."""
    levels, answers = written.positions(), {"before": {}, "after": {}}
    for name in (f for f in FILES if f.startswith(audience)):
        wave = "before" if "avant" in name else "after"
        for row in written.complete(name):
            code = row[written.column(name, "code")]
            if re.match(CODE_PATTERN, code) and "Roannais" not in row.values():
                sheet = {item: levels.get(key(row[h])) for item, h in written.items(name, wave).items()}
                answers[wave].setdefault(code, []).append(sheet)
    both = answers["before"].keys() & answers["after"].keys()
    ends = [(answers["before"][code][0], answers["after"][code][-1]) for code in sorted(both)]
    items = [item.id for item in written.study.items if audience in item.audiences]
    return {i: np.array([a[i] - b[i] for b, a in ends if a[i] and b[i]]) for i in items} | {
        "pairs": np.array([len(both)])
    }


@pytest.mark.parametrize("audience", ["prescripteurs", "industriels"])
def test_the_files_show_the_true_shifts(written: Written, audience: str) -> None:
    changes = paired_positions(written, audience)
    groups = [group for group in written.truth["attrition"] if group["audience"] == audience]
    assert changes.pop("pairs")[0] == sum(group["pairs_exact"] for group in groups)
    true = {row["item"]: row["net_shift"] for row in written.truth["shifts"] if row["audience"] == audience}
    for item, change in changes.items():
        sign = -1 if written.study.item(item).direction == "favourable_low" else 1
        shown, error = sign * np.sign(change).mean(), np.sqrt(0.6 / len(change))
        assert abs(shown - true[item]) < 4 * error, item


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_lyon_industrialists_stay_below_the_external_threshold_and_above_the_internal_one(seed: int) -> None:
    groups = {(g["audience"], g["territory"]): g for g in fiction(seed)[1]["attrition"]}
    assert 5 <= groups["industriels", "lyonnais"]["pairs"] <= 10
    assert 15 <= groups["industriels", "stephanois"]["pairs"] - VISITS * VISITORS <= 22
    for territory in ("lyonnais", "stephanois"):
        group = groups["prescripteurs", territory]
        assert 0.60 <= group["answered_before"] / group["invited"] <= 0.70 and 0.38 <= group["pairs"] / 107 <= 0.52


def test_formats_of_the_tools(written: Written) -> None:
    before, after = written.contents["prescripteurs_avant.csv"], written.contents["prescripteurs_apres_lyonnais.csv"]
    assert (
        before.startswith(b'\xef\xbb\xbf"ID de la r\xc3\xa9ponse";"Date de soumission";') and b'"Q01[SQ001]"' in before
    )
    assert before.count(b"\r\n") == before.count(b"\n") == 1 + written.file_truth("prescripteurs_avant")["rows"]["raw"]
    assert (
        "[L'industrie locale propose des métiers très variés.]".encode() in after
        and "Plutôt d’accord".encode() in after
    )
    resaved = written.contents["prescripteurs_apres_stephanois.csv"]
    assert "Plutôt d’accord".encode("cp1252") in resaved and b"\x92" in resaved and b'"Q01' not in resaved
    google = written.contents["industriels_avant.csv"]
    assert google.startswith(b"Horodateur,Adresse e-mail,") and b"@usine.example" in google
    assert re.search(rb"\r\n\d\d/\d\d/2024 \d\d:\d\d:\d\d,", google)


def test_every_moment_lies_in_2024_and_on_the_right_side_of_the_action(written: Written) -> None:
    exports = b"\n".join(data for name, data in written.contents.items() if name[:-4] in FILES)
    years = re.findall(rb"\b(20\d\d)-\d\d-\d\d|\d\d/\d\d/(20\d\d)", exports)
    assert {part for pair in years for part in pair if part} == {b"2024"}
    for row in written.complete("prescripteurs_avant"):
        sent, held = (row[written.column("prescripteurs_avant", f)] for f in ("sent", "action_on"))
        assert sent[:10] < held
    for row in written.complete("prescripteurs_apres_lyonnais"):
        sent, held = (row[written.column("prescripteurs_apres_lyonnais", f)] for f in ("sent", "action_on"))
        assert sent[:10] >= held


def test_between_15_and_25_actions_a_territory_and_people_who_come_twice(written: Written) -> None:
    visits = {TERRITORY: VISITS}  # of SIAE, over and above the year's actions
    assert all(15 <= n - visits.get(t, 0) <= 25 for t, n in written.truth["actions"].items())
    name = "prescripteurs_apres_lyonnais"
    rows, code, action = written.complete(name), written.column(name, "code"), written.column(name, "action")
    actions: dict[str, set[str]] = {}
    for row in rows:
        if re.match(CODE_PATTERN, row[code]):
            actions.setdefault(row[code], set()).add(row[action])
    assert sum(len(a) > 1 for a in actions.values()) == written.file_truth(name)["dirt"]["second_action"] > 0


def test_free_answers_hold_invented_personal_data_that_redaction_must_catch(written: Written) -> None:
    text = written.contents["prescripteurs_apres_lyonnais.csv"].decode("utf-8-sig")
    assert "06 39 98 12 34" in text and "jeanne.fictive@structure.example" in text
