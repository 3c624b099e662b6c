"""Files of several pages that the tests make for themselves."""

import io

import pictures


def tiff(*pages: bytes, compression: str = "group4") -> bytes:
    """The pictures as the pages of one TIFF, in two colours."""
    first, *rest = [pictures.decoded(page).convert("1") for page in pages]
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", compression=compression, save_all=True, append_images=rest)
    return buffer.getvalue()


def scanned_pdf(*pages: bytes) -> bytes:
    """The pictures as the pages of a PDF without text."""
    first, *rest = [pictures.decoded(page) for page in pages]
    buffer = io.BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=150)
    return buffer.getvalue()


def written_pdf(*pages: list[str], trailer: bytes = b"") -> bytes:
    """Pages of lines of text, as a word processor would write them, in a font that the file does not hold."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    numbers = [4 + 2 * index for index in range(len(pages))]
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: font,
               2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % n for n in numbers), len(pages))}
    for number, lines in zip(numbers, pages):
        shown = b" ".join(b"(%s) Tj 0 -30 Td" % line.encode() for line in lines)
        content = b"BT /F1 18 Tf 40 160 Td " + shown + b" ET"
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 3 0 R >> >> >>" % (number + 1))
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return with_table(objects, trailer)


def with_table(objects: dict[int, bytes], trailer: bytes) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number in sorted(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out))


def locked_pdf() -> bytes:
    """One that no password opens."""
    return written_pdf(["Secret"], trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
                       % (b"41" * 32, b"42" * 32))
