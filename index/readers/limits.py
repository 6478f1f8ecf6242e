"""How much one file may cost before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for the reading of one file. The defaults are far above any article and far below what hurts."""

    memory_bytes: int = 1 << 30  # address space of the reading process
    cpu_s: int = 20
    wall_s: float = 30.0  # beyond it the next sync tries again: a busy machine is not the file's fault
    file_bytes: int = 50_000_000
    text_chars: int = 5_000_000  # of one article
    unzipped_bytes: int = 200_000_000  # all members of a .docx or .epub together
    zip_ratio: int = 100  # unzipped : zipped, once more than a megabyte
    zip_members: int = 2_000
    pdf_pages: int = 2_000
