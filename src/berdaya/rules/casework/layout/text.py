"""How wide a text will be, and how a name is broken into short lines. No font is at hand."""

NARROW, WIDE, CAPITAL, OTHER = 0.3, 0.87, 0.68, 0.56  # of the size; a common sans serif


def width_of(text: str, size: float) -> float:
    """About how wide; rather too much than too little."""
    return size * sum(map(_share, text))


def _share(sign: str) -> float:
    if sign in "iljtfr.,:;'|!()[] -":
        return NARROW
    if sign in "mwMW@%":
        return WIDE
    return CAPITAL if sign.isupper() else OTHER


def wrapped(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """At most `most` lines that fit into `width`; what does not is shortened with an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return tuple(_cut(line, size, width) for line in lines)


def _cut(line: str, size: float, width: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
