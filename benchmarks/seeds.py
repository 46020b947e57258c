"""Small files of each kind that is read, made here, from which the fuzz run's mutants come."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import xlwt
from openpyxl import Workbook

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
CELLS = (
    '<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>任务</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>牵头单位</text:p></table:table-cell>'
    '</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string" '
    'table:number-columns-spanned="2"><text:p>建站10个。</text:p></table:table-cell><table:covered-table-cell/>'
    '<table:table-cell office:value-type="date" office:date-value="2016-12-31"/></table:table-row></table:table>'
)
TIMED = "docProps/core.xml"  # of a workbook, says when it was made
RTF = rb"{\rtf1\ansi\ansicpg936 \u20219?\u21153?\par\trowd\cellx3000\cellx6000 \u24314?\cell \u30465?\cell\row}"


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip container of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
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
    book, stream = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["任务", "牵头单位", "时限"], ["建站10个。", "省教育厅", date(2016, 12, 31)], ["修路", 3.5, None]):
        sheet.append(row)
    sheet.merge_cells("A3:B3")
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != TIMED}


def xls() -> bytes:
    """An old workbook."""
    book, stream = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("S")
    for y, row in enumerate((["任务", "牵头单位", "时限"], ["建站10个。", "省教育厅", "2016年底前"])):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    sheet.write(2, 2, 3.5)
    sheet.write_merge(2, 2, 0, 1, "修路")
    book.save(stream)
    return stream.getvalue()


def open_document(kind: str, body: str) -> dict[str, bytes]:
    """The members of an OpenDocument file: `spreadsheet` or `text`."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text", "manifest"))
    media = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{type}"/>'
        for path, type in (("/", media), ("content.xml", "text/xml"))
    )
    content = f"<office:document-content {spaces}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return {
        "mimetype": media.encode(),
        "content.xml": f"{content}</office:document-content>".encode(),
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{entries}</manifest:manifest>".encode(),
    }


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
    sheets = {"xlsx": xlsx(), "xls": xls(), "ods": open_document("spreadsheet", CELLS)}
    old = {"rtf": RTF, "odt": open_document("text", "<text:p>一、建站。（省教育厅负责）</text:p>" + CELLS)}
    old["doc"] = Path(__file__).with_name("seed.doc").read_bytes()  # the same, as LibreOffice saves it
    return texts | {"docx": word, "pdf": pdf()} | sheets | old
