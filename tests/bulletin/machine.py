"""Programs of the machine with which documents are looked at: LibreOffice and Poppler."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


def converted(files: Sequence[Path], folder: Path) -> list[Path]:
    """PDFs of Office files, made in one run of LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*call, *map(str, files)], check=True, capture_output=True, timeout=180)
    return [folder / f"{file.stem}.pdf" for file in files]


def text_of(pdf: Path) -> list[str]:
    """The text of each page, without its spaces."""
    call = ["pdftotext", "-layout", str(pdf), "-"]
    said = subprocess.run(call, check=True, capture_output=True).stdout.decode()
    return ["".join(page.split()) for page in said.split("\f")[:-1]]


def fonts_of(pdf: Path) -> set[str]:
    """The names of the fonts in a PDF, without the marks of their subsets."""
    said = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True).stdout.decode()
    names = (line.split()[0].rpartition("+")[2] for line in said.splitlines()[2:])
    return {name.removesuffix("-Identity-H") for name in names}


def pictures_of(pdf: Path, folder: Path) -> list[Path]:
    """A picture of each page, for a person to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))
