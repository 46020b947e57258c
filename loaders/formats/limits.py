"""Bounds on what a reader opens, so that a broken or hostile file ends in a message and not in a full disk or memory.

The largest real task table known is under 2 MB; the bounds are generous for documents and small for machines.
"""

FILE_BYTES = 200 * 1024 * 1024  # one source file; `build --size`
MEMBERS = 20_000  # files inside one archive (docx, xlsx, zip)
MEMBER_BYTES = 200 * 1024 * 1024  # one of them, unpacked
EXPANSION = 200  # unpacked bytes to one packed byte, above which a member is a zip bomb
EXPANSION_FREE_BYTES = 10 * 1024 * 1024  # small members may be as compressible as they like: empty styles, blank cells
PAGES = 2_000  # of a PDF
SLOTS = 1_000_000  # rows times columns of one table
COLUMNS = 2_000  # of one table; the widest known has 30
CELL_CHARACTERS = 50_000  # of one cell; a spreadsheet's holds 32,767
PARAGRAPH_CHARACTERS = 50_000  # of one paragraph or line
LINES = 200_000  # of a plain text, blank ones included
DEPTH = 200  # of elements in a web page; real ones have under 60
BLOCKS = 50_000  # paragraphs and tables of one document
CHARACTERS = 5_000_000  # of one document: three times the Dream of the Red Chamber with its commentaries
DOCUMENT_SECONDS = 300.0  # to read one document and find what it says; `build --seconds`
DOCUMENT_BYTES = 4 * 1024**3  # memory for that; `build --memory`
