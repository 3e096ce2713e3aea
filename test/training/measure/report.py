"""The report: what was measured, what must hold, and whether it does, as a table for models/wan-demo/README.md."""

import dataclasses
import pathlib

HEADING = "## Measured"


@dataclasses.dataclass(frozen=True)
class Row:
    what: str
    must: str
    measured: str
    # None where nothing is demanded.
    met: bool | None


def share(flags) -> str:
    flags = list(flags)
    return f"{100 * sum(flags) / len(flags):.1f} % of {len(flags)}"


def table(rows: list[Row]) -> str:
    lines = ["| what | must | measured | met |", "| --- | --- | --- | --- |"]
    words = {True: "yes", False: "**no**", None: ""}
    return "\n".join(lines + [f"| {row.what} | {row.must} | {row.measured} | {words[row.met]} |" for row in rows]) + "\n"


def write_section(readme: pathlib.Path, preface: str, rows: list[Row]) -> None:
    """Puts the section in place of an earlier one, else at the end; other sections stay as they are."""
    text = readme.read_text()
    before, _, rest = text.partition(f"\n{HEADING}\n")
    after = rest.partition("\n## ")
    kept = f"\n## {after[2]}" if after[1] else ""
    readme.write_text(f"{before.rstrip()}\n\n{HEADING}\n\n{preface}\n\n{table(rows)}{kept}")
