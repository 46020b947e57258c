"""Mutated files through each reader and all finders, at random and alike each time: what raises what is not ours?

    python -m benchmarks.fuzz [SECONDS] [SEED]

A reader gets an equal share of the time. Inputs are small files of its kind, made here, with bytes flipped, cut out,
doubled and replaced by what parsers dislike; of zip containers, the members are mutated and packed again. Faults are
exceptions outside of ontology/errors.py, crashes, and facts whose offsets leave the text. Each is kept with the number
of its input, so that `mutants(kind, seed)` makes it again. The time ends a run, so the counts depend on the machine and
the findings of the first n inputs do not.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.timing import machine
from loaders.job import Job
from loaders.workers import Bounds, Worker
from ontology.errors import PolicyKGError
from ontology.records import Document

TABLE = (
    "重点任务分工表\n\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
    "1\t建设基地10个。\t省教育厅\t各市人民政府\t2016年底前\n"
)
PROSE = (
    "山西省人民政府办公厅关于印发实训方案的通知\n晋政办发〔2015〕9号\n各市人民政府：\n一、主要任务\n"
    "（一）建站。到2020年，建成50个站，覆盖率达80%以上。（省教育厅牵头，省财政厅、太原市按职责分工负责）\n2015年6月30日\n"
)
PAGE = (
    "<html><head><title>方案</title></head><body><h1>方案</h1><p>省教育厅负责，市财政局配合。</p><table><tr>"
    "<td rowspan=2>任务</td><td>牵头单位</td></tr><tr><td>省教育厅</td></tr></table><ol type=i><li>建站，修路。</ol>"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:numPr>'
    '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>建站。（省教育厅负责）</w:t></w:r></w:p><w:tbl>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>任务</w:t></w:r>'
    "</w:p>"
    "</w:tc><w:tc><w:p><w:r><w:t>牵头单位</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
    'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
MOST_SECONDS = 10.0  # for one mutant
DISLIKED = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"<!DOCTYPE x [",
        b"&#0;",
        b"]]>",
        b"-1",
        b"1e999",
    ),
    *(
        b"9" * 30,
        b"99999999",
        b"\t" * 20,
        b'"',
        b"(" * 50,
        "（".encode() * 20,
        "〔".encode(),
        "、".encode() * 10,
        b"|" * 9,
    ),
    *(
        "省".encode(),
        "至".encode(),
        "负责".encode(),
        "9999年13月32日".encode(),
        "00000年".encode(),
        "百千万亿".encode(),
    ),
    *(
        "²".encode(),
        "٣".encode(),
        "\ud7ff".encode(),
        "𠀀".encode(),
        "\u2028".encode(),
        "\x85".encode(),
        b"\r",
        b"\n\n\n",
    ),
]


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip container of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def pdf() -> bytes:
    """A page with a line of text and a ruled table."""
    stream = (
        b"BT /F1 12 Tf 72 700 Td (Task 1 by 2016) Tj ET 72 600 200 50 re S 72 575 200 50 re S 172 575 m 172 650 l S"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    body = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, body, font]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>startxref\n%d\n" % (table, len(out))


def xlsx() -> dict[str, bytes]:
    """A workbook's members."""
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["任务", "牵头单位", "时限"], ["建站10个。", "省教育厅", date(2016, 12, 31)], ["修路", 3.5, None]):
        sheet.append(row)
    sheet.merge_cells("A3:B3")
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def seeds() -> dict[str, bytes | dict[str, bytes]]:
    """A small file of each kind, by its ending; a container as its members."""
    grid = "序号,工作任务,牵头单位,时限\n1,建设基地10个。,省教育厅,2016年底前\n"
    word = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": WORD.encode(),
        "word/numbering.xml": NUMBERING.encode(),
    }
    texts: dict[str, bytes | dict[str, bytes]] = {
        "txt": (PROSE + TABLE).encode(),
        "md": f"# 方案\n\n{PROSE}\n|任务|单位|\n|---|---|\n|建站|省教育厅|\n".encode(),
        "csv": grid.encode("gb18030"),
        "html": PAGE.encode(),
    }
    return texts | {"docx": word, "xlsx": xlsx(), "pdf": pdf()}


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to four changes."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place, length = dice.randrange(len(changed) + 1), dice.choice((0, 1, 3, 9, 30))
        kind = dice.randrange(5)
        if kind == 0:
            changed[place : place + length] = dice.choice(DISLIKED)
        elif kind == 1:
            changed[place : place + length] = bytes(dice.randrange(256) for _ in range(length))
        elif kind == 2:
            del changed[place : place + length]
        elif kind == 3:
            changed[place:place] = changed[place : place + 40] * dice.choice((1, 2, 20))
        else:
            other = dice.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + 60]
    return bytes(changed)


def mutants(kind: str, seed: int) -> Iterator[bytes]:
    """Endless mutants of the seed file of that kind, the same for the same seed."""
    dice, origin = random.Random(f"{seed} {kind}"), seeds()[kind]
    while True:
        if isinstance(origin, bytes):
            data = mutated(origin, dice)
            # Most broken encodings are refused at once: three in four are mended, so that what follows is tried too.
            mend = kind != "pdf" and dice.random() < 0.75
            encoding = "gb18030" if kind == "csv" else "utf-8"
            yield data.replace(b"\0", b"").decode(encoding, "ignore").encode(encoding) if mend else data
        elif dice.random() < 0.1:
            yield mutated(zipped(origin), dice)
        else:
            name = dice.choice(sorted(origin))
            yield zipped(origin | {name: mutated(origin[name], dice)})


@dataclass
class Tally:
    """What came of a reader's mutants."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    slow: int = 0  # given up by the worker after MOST_SECONDS
    faults: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)  # the number of the first mutant with that fault
    longest: float = 0.0  # seconds that one took


def misplaced(document: Document) -> bool:
    """Whether a fact's offsets leave the text."""
    length = document.source.characters
    facts = [fact for task in document.tasks for fact in (*task.assignments, *task.deadlines, *task.targets)]
    return not all(0 <= one.start <= one.end <= length for one in (*facts, *document.ledger, *document.findings))


def attempt(data: bytes, path: Path, worker: Worker, tally: Tally) -> None:
    """Read one mutant and count what comes of it."""
    path.write_bytes(data)
    start, tally.inputs = perf_counter(), tally.inputs + 1
    outcome, fault = worker.outcome(Job(path, path.name)), None
    if isinstance(outcome, Document):
        fault = "offsets outside the text" if misplaced(outcome) else None
        tally.read += 1
    elif not isinstance(outcome, PolicyKGError):
        fault = str(outcome)[:120]
    else:
        tally.refused += 1
        tally.slow += "was given up" in str(outcome)
        fault = None if str(outcome).startswith(path.name) else f"no file in: {str(outcome)[:80]}"
        fault = f"crash: {str(outcome)[:80]}" if "ended its reader" in str(outcome) else fault
    tally.longest = max(tally.longest, round(perf_counter() - start, 2))
    if fault:
        tally.faults[fault] = tally.faults.get(fault, 0) + 1
        tally.first.setdefault(fault, tally.inputs)


def run(seconds: float, seed: int) -> dict[str, Tally]:
    """All readers, each for its share of the time."""
    tallies, worker = {}, Worker(Bounds(MOST_SECONDS))
    with tempfile.TemporaryDirectory(prefix="policykg-fuzz-") as folder:
        for kind in seeds():
            tally, path = Tally(), Path(folder) / f"mutant.{kind}"
            end = perf_counter() + seconds / len(seeds())
            for data in mutants(kind, seed):
                if perf_counter() > end:
                    break
                attempt(data, path, worker, tally)
            tallies[kind] = tally
            counts = f"{tally.inputs} inputs, {tally.read} read, {tally.refused} refused, {tally.slow} slow"
            print(f"{kind}: {counts}, {tally.faults}", flush=True)
    worker.end()
    return tallies


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    seconds, seed = float(given.get(1, 300)), int(given.get(2, 9))
    facts, found = machine(), run(seconds, seed)
    kept = {
        "machine": facts,
        "seed": seed,
        "seconds": seconds,
        "readers": {kind: asdict(one) for kind, one in found.items()},
    }
    path = Path(__file__).with_name("results") / f"fuzz-{date.today().isoformat()}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(any(tally.faults for tally in found.values()))
