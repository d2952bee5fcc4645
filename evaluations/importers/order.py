"""Which block of text answers which question, where labels were lost: told by the order alone, or not at all.

Blocks keep the order of the form. Every way of laying the blocks to the questions is weighed at once: the ways that
leave the fewest questions without words count, and a block belongs to a question only if all of them say so.
"""

from dataclasses import dataclass, field

_IMPOSSIBLE = 10**6


@dataclass(frozen=True)
class Slot:
    """A place for one answer, as blocks may fill it.

    `takes(block)` says whether a block can stand here; `single`, that one block at most does; `optional`, that nothing
    may stand here and nothing is lost.
    """

    key: str
    takes: object
    single: bool = False
    optional: bool = False


@dataclass
class Layout:
    """Blocks by the key that they certainly answer, and the others, each with the first key that it may answer."""

    sure: dict[str, list[str]] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)
    skipped: int = 0  # questions that no block is there for


def lay_out(slots, blocks, *, labelled=False, open_end=False):
    """Return the Layout of the blocks in the slots.

    `labelled`: the first slot's label stands right above the first block. `open_end`: the page breaks off after the
    last block, so that what is not there may yet have followed.
    """
    if not slots or not blocks:
        return Layout(left=[(slots[0].key if slots else "", block) for block in blocks])
    costs = _Costs(slots, blocks, labelled=labelled and slots[0].takes(blocks[0]), open_end=open_end)
    if costs.lowest >= _IMPOSSIBLE:
        return Layout(left=[(slots[0].key, block) for block in blocks])
    return _layout(slots, blocks, costs)


def _layout(slots, blocks, costs):
    places = [costs.places(number) for number in range(len(blocks))]
    layout = Layout(skipped=costs.lowest)
    contested = {slot for found in places if len(found) > 1 for slot in found}
    for block, found in zip(blocks, places, strict=True):
        slot = slots[found[0]]
        if len(found) == 1 and found[0] not in contested:
            layout.sure.setdefault(slot.key, []).append(block)
        else:
            layout.left.append((slot.key, block))
    return layout


class _Costs:
    """The cheapest way to lay out the blocks through each (block, slot): what it skips before, and after."""

    def __init__(self, slots, blocks, *, labelled, open_end):
        self._slots, self._blocks = slots, blocks
        self._skips = [0]  # how many slots that want words stand before each slot
        for slot in slots:
            self._skips.append(self._skips[-1] + (not slot.optional))
        self._takes = [[slot.takes(block) for slot in slots] for block in blocks]
        self._before = self._forward(labelled)
        self._after = self._backward(open_end)
        self.lowest = min(self._through(0, slot) for slot in range(len(slots)))

    def _skipped(self, first, last):
        return self._skips[last] - self._skips[first]

    def _forward(self, labelled):
        row = [
            self._skipped(0, slot) if self._takes[0][slot] and not (labelled and slot) else _IMPOSSIBLE
            for slot in range(len(self._slots))
        ]
        rows = [row]
        for block in range(1, len(self._blocks)):
            rows.append(self._before_block(block, rows[-1]))
        return rows

    def _before_block(self, block, above):
        """Return what each slot costs for the block, from what each cost for the block above."""
        row, cheapest = [], _IMPOSSIBLE  # the cheapest way through an earlier slot, without what lies between
        for number, slot in enumerate(self._slots):
            ways = (cheapest + self._skips[number], _IMPOSSIBLE if slot.single else above[number])
            row.append(min(ways) if self._takes[block][number] else _IMPOSSIBLE)
            cheapest = min(cheapest, above[number] - self._skips[number + 1])
        return row

    def _backward(self, open_end):
        slots = range(len(self._slots))
        rows = [[0 if open_end else self._skipped(slot + 1, len(self._slots)) for slot in slots]]
        for block in range(len(self._blocks) - 1, 0, -1):
            rows.append(self._after_block(block, rows[-1]))
        return rows[::-1]

    def _after_block(self, block, below):
        """Return what comes after each slot where the block is the next, from what comes after that block."""
        row, cheapest = [], _IMPOSSIBLE + self._skips[-1]  # the cheapest way through a later slot, from the first on
        for number in range(len(self._slots) - 1, -1, -1):
            takes = self._takes[block][number]
            same = below[number] if takes and not self._slots[number].single else _IMPOSSIBLE
            row.append(min(cheapest - self._skips[number + 1], same))
            if takes:
                cheapest = min(cheapest, below[number] + self._skips[number])
        return row[::-1]

    def _through(self, block, slot):
        return min(self._before[block][slot] + self._after[block][slot], _IMPOSSIBLE)

    def places(self, block):
        """Return the slots that the block has in the cheapest layouts."""
        return [slot for slot in range(len(self._slots)) if self._through(block, slot) == self.lowest]
