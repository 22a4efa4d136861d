"""The code book of an instrument: for the analyst who meets its columns, and for the manual."""

import csv
import io
from collections.abc import Iterator

from berdaya.rules.instruments.applicability import example_answers
from berdaya.rules.instruments.definition import (
    INCOMPLETE,
    Ages,
    Condition,
    Example,
    Goals,
    Index,
    Instrument,
    Item,
    Ladder,
    Levels,
    Output,
    Text,
)
from berdaya.rules.instruments.helpers import helpers

COLUMNS = (
    "column",
    "kind",
    "group",
    "question",
    "codes",
    "applies",
    "keeps",
    "source",
    "flags",
    "version",
)

WORDS = {
    "id": {
        "version": "Versi", "status": "Keadaan", "purpose": "Tujuan", "not_for": "Bukan untuk",
        "source": "Sumber", "variants": "Bentuk lain yang beredar",
        "reliability": "Ketelitian", "items": "Pertanyaan",
        "judge": "Cara menilai", "applies": "Berlaku bila", "reason": "Tidak berlaku bila",
        "outputs": "Hasil", "examples": "Contoh perhitungan", "answers": "Jawaban",
        "result": "Hasil", "held": "yang menahan", "steps": "Yang bisa dilakukan",
        "yes_no": "1 ya, 0 tidak, 2 tidak berlaku, kosong belum dijawab",
        "scale": "{low} sampai {high}, -9 tidak berlaku, kosong belum dijawab",
        "free": "ditulis bebas, kosong belum dijawab",
        "on_item": "jawaban {item} adalah {value}", "roster": "menurut daftar anggota",
        "ladder": "Anak tangga pertama yang butirnya ada yang belum terpenuhi menentukan.",
        "levels": "Tingkat tertinggi yang bagian butirnya terpenuhi menentukan.",
        "index": "Rata-rata berbobot dari rata-rata tiap dimensi, 0 sampai {out_of}.",
        "goals": "T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²), dengan ρ = {rho}; x tingkat, w bobot.",
        "subject": "Tentang", "ages": "umur", "to_check": "Perlu dicocokkan", "rule": "Asal aturan",
        "points": "{points}, -9 tidak berlaku, kosong belum dijawab",
        "person": "seseorang", "family": "keluarga", "group": "kelompok", "problem": "masalah",
        "contact": "satu pertemuan", "goals_of": "tujuan seseorang",
        "stable": "mantap", "needs-piloting": "perlu diuji coba", "retired": "tidak dipakai lagi",
        "needs": "butir", "share": "paling sedikit {share} dari", "all": "semua dari", "from": "mulai {start}",
        "climbed": "Tingkat dinaiki satu demi satu: yang pertama belum cukup menahan.",
        "profile": "Rata-rata berbobot butirnya, 0 sampai {out_of}.", "blank": "kosong",
        "rest": "yang lain", "weight": "bobot", "reversed": "dibalik",
        "blocked": "kode butir yang menahan, dipisahkan koma",
        "keeps": "Berlaku {months} bulan{members}: ditunjukkan dan dibenarkan, tidak ditanyakan lagi",
        "members": ", selama anggotanya sama",
    },
    "en": {
        "version": "Version", "status": "Status", "purpose": "Purpose", "not_for": "Not for",
        "source": "Source", "variants": "Other forms in use",
        "reliability": "Reliability", "items": "Questions",
        "judge": "How to judge", "applies": "Applies when", "reason": "Does not apply when",
        "outputs": "Results", "examples": "Worked examples", "answers": "Answers",
        "result": "Result", "held": "held back by", "steps": "What can be done",
        "yes_no": "1 yes, 0 no, 2 does not apply, blank unanswered",
        "scale": "{low} to {high}, -9 does not apply, blank unanswered",
        "free": "written freely, blank unanswered",
        "on_item": "the answer to {item} is {value}", "roster": "by the roster",
        "ladder": "The first rung with an unmet item decides.",
        "levels": "The highest level whose share of items is met decides.",
        "index": "The weighted mean of dimension means, 0 to {out_of}.",
        "goals": "T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²), with ρ = {rho}; x level, w weight.",
        "subject": "About", "ages": "aged", "to_check": "To be checked", "rule": "Rule from",
        "points": "{points}, -9 does not apply, blank unanswered",
        "person": "a person", "family": "a family", "group": "a group", "problem": "a problem",
        "contact": "one contact", "goals_of": "a person's goals",
        "stable": "stable", "needs-piloting": "needs piloting", "retired": "retired",
        "needs": "items", "share": "at least {share} of", "all": "all of", "from": "from {start}",
        "climbed": "Levels are climbed one by one: the first that falls short holds.",
        "profile": "The weighted mean of its items, 0 to {out_of}.", "blank": "blank",
        "rest": "the others", "weight": "weight", "reversed": "reversed",
        "blocked": "codes of the items that hold the subject back, comma-separated",
        "keeps": "Keeps {months} months{members}: shown and confirmed, not asked anew",
        "members": ", while the members are the same",
    },
}  # fmt: skip


def as_markdown(instrument: Instrument, language: str = "id") -> str:
    """The whole code book as one page of Markdown."""
    return "\n".join(_Book(instrument, language).lines()) + "\n"


def as_csv(instrument: Instrument, language: str = "id") -> str:
    """One row per column of a table of answers or of results."""
    words = WORDS[language]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for group in instrument.groups:
        for item in group.items:
            row = [item.code, item.kind, group.title[language], item.text[language]]
            row += [_codes(item, words, language), _applies(item, words)]
            row += [f"P{item.keeps}M" if item.keeps else "", item.source]
            writer.writerow([*row, ",".join(item.flags), instrument.version])
    for output in instrument.outputs:
        codes = ", ".join([*(level.code for level in output.levels), INCOMPLETE.code])
        row = [output.name, output.kind, "", output.title[language]]
        writer.writerow([*row, codes, "", "", "", "", instrument.version])
        blocked = [f"{output.name}_blocked_by", "", "", output.title[language]]
        writer.writerow([*blocked, words["blocked"], "", "", "", "", instrument.version])
    return text.getvalue()


def _codes(item: Item, words: dict[str, str], language: str) -> str:
    if item.kind == "yes_no":
        return words["yes_no"]
    if item.scale:
        points = ", ".join(f"{one.code} {one.text[language]}" for one in item.options)
        return words["points"].format(points=points)
    if item.kind in ("likert", "number"):
        return words["scale"].format(low=item.minimum, high=item.maximum)
    if item.kind == "choice":
        return ", ".join(option.code for option in item.options)
    return words["free"]


def _applies(item: Item, words: dict[str, str]) -> str:
    when = item.applies_when
    said = [f"{words['ages']} {_span(item.ages)}"] if item.ages else []
    if isinstance(when, Condition):
        said.append(words["on_item"].format(item=when.item, value=when.equals))
    elif when:
        said.append(f"{words['roster']}: {when}")
    return ", ".join(said)


def _span(ages: Ages) -> str:
    """Ages as a table writes them: 7-12, 13+, -17."""
    if ages.high is None:
        return f"{ages.low}+"
    return f"{'' if ages.low is None else ages.low}-{ages.high}"


class _Book:
    """The page, part by part."""

    def __init__(self, instrument: Instrument, language: str) -> None:
        self.instrument, self.language, self.words = instrument, language, WORDS[language]

    def say(self, text: Text) -> str:
        return text.get(self.language, "")

    def lines(self) -> Iterator[str]:
        one, words = self.instrument, self.words
        yield f"# {self.say(one.title)}"
        yield ""
        subject = words["goals_of" if one.subject == "goals" else one.subject]
        subject += f", {words['ages']} {_span(one.ages)}" if one.ages else ""
        yield (
            f"`{one.id}` · {words['version']} {one.version} · "
            f"{words['status']}: {words[one.status]}"
        )
        for label, text in (
            (words["subject"], subject),
            (words["purpose"], self.say(one.purpose)),
            (words["not_for"], self.say(one.not_for)),
            (words["source"], one.source),
        ):
            yield f"\n**{label}.** {text.strip()}"
        if one.notes:
            yield f"\n{self.say(one.notes).strip()}"
        yield from self.variants()
        yield from self.reliability()
        yield f"\n## {words['items']}"
        for group in one.groups:
            yield f"\n### {self.say(group.title)}"
            for item in group.items:
                yield from self.item(item)
        yield f"\n## {words['outputs']}"
        for output in one.outputs:
            yield from self.output(output)
        yield from self.examples()

    def variants(self) -> Iterator[str]:
        if self.instrument.variants:
            yield f"\n## {self.words['variants']}\n"
        for variant in self.instrument.variants:
            yield f"- {self.say(variant.text).strip()} ({variant.source})"

    def reliability(self) -> Iterator[str]:
        """How exact the scores are, where a study says so."""
        if self.instrument.reliabilities:
            yield f"\n## {self.words['reliability']}\n"
        for one in self.instrument.reliabilities:
            figures = f"r = {float(one.coefficient)}, SD = {float(one.deviation)}"
            yield f"- `{one.output}`: {figures}. {self.say(one.people).strip()} ({one.source})"

    def item(self, item: Item) -> Iterator[str]:
        words = self.words
        yield f"\n#### `{item.code}` {self.say(item.short)}\n"
        yield self.say(item.text).strip()
        yield f"\n- {_codes(item, words, self.language)}"
        if item.weight != 1 or item.reversed:
            turned = f", {words['reversed']}" if item.reversed else ""
            yield f"- {words['weight']} {item.weight}{turned}"
        if item.keeps:
            members = words["members"] if item.keeps_with_members else ""
            yield f"- {words['keeps'].format(months=item.keeps, members=members)}"
        if applies := _applies(item, words):
            yield f"- {words['applies']}: {applies}"
        for label, text in (
            (words["reason"], item.not_applicable_reason),
            (words["judge"], item.help),
            (words["to_check"], item.to_check),
        ):
            if text:
                yield f"- {label}: {self.say(text).strip()}"
        for step in item.next_steps:
            who = ", ".join(self.say(helpers()[one]) for one in step.who)
            helped = f" ({who})" if who else ""
            yield f"- {words['steps']} ({step.kind}): {self.say(step.text).strip()}{helped}"
        yield f"- {words['source']}: {item.source}"

    def output(self, output: Output) -> Iterator[str]:
        words = self.words
        yield f"\n### `{output.name}` {self.say(output.title)}\n"
        yield from self.rule(output)
        yield f"\n{words['rule']}: {output.source.strip()}"
        if output.to_check:
            yield f"\n**{words['to_check']}.** {self.say(output.to_check).strip()}"
        if output.levels:
            yield "\n| | | |\n|---|---|---|"
        for level in (*output.levels, INCOMPLETE) if output.levels else ():
            names = (f"`{level.code}`", self.say(level.name), self.say(level.meaning).strip())
            yield "| " + " | ".join(names) + " |"

    def rule(self, output: Output) -> Iterator[str]:
        """How the output is read off, in one sentence and a list."""
        words = self.words
        if isinstance(output, Ladder):
            yield f"{words['ladder']}\n"
            for rung in output.rungs:
                yield f"- `{rung.level}`: {', '.join(rung.items)}"
        elif isinstance(output, Levels):
            yield f"{words['climbed' if output.cumulative else 'levels']}\n"
            for step in output.steps:
                share = words["share"].format(share=step.share)
                share = words["all"] if step.share == 1 else share
                yield f"- `{step.level}`: {share} {', '.join(step.items)}"
        elif isinstance(output, Goals):
            yield f"{words['goals'].format(rho=float(output.rho))}\n"
            for goal in output.goals:
                yield f"- {goal.level} × {goal.weight}"
        else:
            yield from self.mean(output)

    def mean(self, index: Index) -> Iterator[str]:
        words = self.words
        yield words[index.kind].format(out_of=index.out_of) + "\n"
        for one in index.dimensions:
            weighed = f"{self.say(one.title)} ({words['weight']} {one.weight})"
            title = words["needs"] if index.profile else weighed
            yield f"- {title}: {', '.join(one.items)}"
        for cut in index.cuts:
            yield f"- `{cut.level}` {words['from'].format(start=cut.start)}"

    def examples(self) -> Iterator[str]:
        if self.instrument.examples:
            yield f"\n## {self.words['examples']}\n"
        for example in self.instrument.examples:
            results = [
                f"{name} = **{value}**{self.held(example, name)}"
                for name, value in example.expected.items()
            ]
            yield f"- {self.say(example.title).strip()}: {self.answers(example)}. {'; '.join(results)}"

    def held(self, example: Example, name: str) -> str:
        items = example.blocked_by.get(name, ())
        return f" ({self.words['held']} {', '.join(items)})" if items else ""

    def answers(self, example: Example) -> str:
        """The answers, the commonest one said once."""
        given = example_answers(self.instrument, example)
        answers = {item.code: given.get(item.code) for item in self.instrument.items}
        values = list(answers.values())
        usual = max(values, key=values.count)
        told = [
            f"{code} {self.answer(value)}" for code, value in answers.items() if value != usual
        ]
        return ", ".join([*told, f"{self.words['rest']} {self.answer(usual)}"])

    def answer(self, value: int | None) -> str:
        return self.words["blank"] if value is None else str(value)
