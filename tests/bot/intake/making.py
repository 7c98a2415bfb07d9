"""Documents in memory: PDFs line by line, Word files part by part."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pypdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ONE = "The old mill at the river stood still for a whole year before anybody asked who owned it."
TWO = "Nobody in the valley knew the new owner's name, and the miller's daughter least of all."

_WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    streams = [_drawn(lines) for lines in pages]
    return _pdf(streams)


def bloated_pdf(length: int) -> bytes:
    """Return a PDF with one page whose stream is small until it is unpacked."""
    packed = zlib.compress(b"0 0 Td\n" * (length // 7), 9)
    return _pdf([packed], filtered=True)


def _drawn(lines: Sequence[str]) -> bytes:
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    body = "\n".join(f"({line}) Tj T*" for line in shown)
    return f"BT /F1 11 Tf 14 TL 72 760 Td\n{body}\nET".encode("cp1252")


def _pdf(streams: Sequence[bytes], *, filtered: bool = False) -> bytes:
    count = len(streams)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    packing = " /Filter /FlateDecode" if filtered else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, stream in enumerate(streams):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        head = f"<< /Length {len(stream)}{packing} >>\nstream\n".encode()
        objects += [page.encode(), head + stream + b"\nendstream"]
    return _numbered(objects)


def _numbered(objects: Iterable[bytes]) -> bytes:
    written, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return bytes(written) + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def encrypted_pdf(lines: Sequence[str], password: str) -> bytes:
    """Return a PDF that asks for a password, which may be an empty one."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([lines])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def docx(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word file with this WordprocessingML in its body, and more parts."""
    document = f'<w:document xmlns:w="{_WORD_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONSHIPS,
        "word/document.xml": document,
        **(extra or {}),
    }
    return archive(parts)


def archive(parts: Mapping[str, str | bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return an archive of these files."""
    written = BytesIO()
    with ZipFile(written, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def words(text: str, style: str = "") -> str:
    """Return a paragraph of Word."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
