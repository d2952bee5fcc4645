"""GIF, block by block: what is not seen is cut out, and what is seen keeps its every byte."""

from typing import NamedTuple

HEADER, IMAGE, CONTROL, END = "header", "image", "control", "end"
LOOPS = ("NETSCAPE2.0", "ANIMEXTS1.0")  # how often it moves
COLOURS = "ICCRGBG1012"

MOST_PIECES = 500_000  # of data, at most 255 bytes each: each costs time, however small it is
_HEADER = 13  # bytes, up to the table of colours
_EXTENSIONS = {0x01: "text", 0xF9: CONTROL, 0xFE: "comment"}


class Block(NamedTuple):
    """One block: its name, for an application's its own, and where it stands."""

    name: str
    start: int
    end: int


def blocks(content):
    """Yield every Block up to the end of the picture. Raises IndexError or ValueError where it is cut off or broken."""
    room = MOST_PIECES
    yield Block(HEADER, 0, at := _behind_colours(_HEADER, content[10]))
    while content[at] != 0x3B:
        name, data = _opened(content, at)
        end, room = _behind_data(content, data, room)
        yield Block(name, at, end)
        at = end
    yield Block(END, at, at + 1)


def cut_to(content, seen):
    """Return the bytes of a picture with the blocks of these names alone, and without what stands behind them."""
    return b"".join(content[block.start : block.end] for block in blocks(content) if block.name in seen)


def _opened(content, at):
    """Return the name of the block that begins here, and where its data do."""
    if content[at] == 0x2C:
        return IMAGE, _behind_colours(at + 10, content[at + 9]) + 1
    if content[at] != 0x21:
        raise ValueError("A block is of no known kind.")
    label = content[at + 1]
    if label == 0xFF:
        return content[at + 3 : at + 3 + content[at + 2]].decode("latin-1"), at + 2
    return _EXTENSIONS.get(label, "other"), at + 2


def _behind_colours(at, flags):
    """Return where the table of colours ends that begins here, if the flags say that there is one."""
    return at + 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else at


def _behind_data(content, at, room):
    """Return where data end that come in pieces, the last of them empty, and for how many more there is room."""
    while length := content[at]:
        at += 1 + length
        room -= 1
    if room <= 0:
        raise ValueError("There are more pieces than any program writes.")
    return at + 1, room - 1
