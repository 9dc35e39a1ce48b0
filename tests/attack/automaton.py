"""Makes a finite automaton of a regular expression, as `linear` needs it.

Its letters are classes of characters, of which one stands for all that no step tells apart. In
front of an expression that is searched stands a loop over everything: the starts of the search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from re import _constants as op  # type: ignore[attr-defined] # no public module has them
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import Any

# One of each kind of character that classes tell apart, beside those that an expression names.
_KINDS = [chr(code) for code in range(128)] + list(
    "éßÅαΩ中あ한ا\u00a0\u0085\u2028\u2014\u201c\U0001f600٣²"
)
_COPIES = 3  # of what a bounded repeat repeats; more of them make no new loop


Moves = dict[int, dict[str, set[int]]]
EVERY = 0


@dataclass
class Automaton:
    """States from 0; `steps` are (characters, target), `jumps` take no character.

    `if_only` are jumps under a condition that nobody looks at, such as `$`. The state `EVERY` is
    the loop over everything, `end` means that the expression has matched, and `keeps` are states
    inside a group or repeat that gives nothing back.
    """

    steps: dict[int, list[tuple[frozenset[str], int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    jumps: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    if_only: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    keeps: set[int] = field(default_factory=set)
    letters: tuple[str, ...] = ()
    count: int = 0
    end: int = -1

    def state(self) -> int:
        """Return a new state."""
        self.count += 1
        return self.count - 1

    def moves(self) -> Moves:
        """Return the targets of every state by character, after jumps.

        One character stands for all those that no step tells apart.
        """
        steps = [step for several in self.steps.values() for step in several]
        kinds: dict[tuple[bool, ...], str] = {}
        for letter in self.letters:
            # A letter that is easy to read stands for its kind where there is one.
            mark = tuple(letter in letters for letters, _ in steps)
            if mark not in kinds or (letter.isalnum() and not kinds[mark].isalnum()):
                kinds[mark] = letter
        moves: Moves = {}
        entered = {EVERY, *(target for _, target in steps)}
        for state in entered:
            moves[state] = defaultdict(set)
            for at in self.closure(state):
                for letters, target in self.steps.get(at, ()):
                    for letter in kinds.values():
                        if letter in letters:
                            moves[state][letter].add(target)
        return moves

    def closure(self, state: int, conditions: bool = True) -> set[int]:
        """Return the states that jumps lead to, the state itself included."""
        reached, waiting = {state}, [state]
        while waiting:
            at = waiting.pop()
            several = (*self.jumps[at], *(self.if_only[at] if conditions else ()))
            for target in several:
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return reached


def automaton_of(pattern: re.Pattern[str], searched: bool) -> Automaton:
    """Return the automaton of an expression that is tried at every place of a text, or at one."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    return _Builder(tree, pattern.flags, searched).nfa


class _Builder:
    def __init__(self, tree: Any, flags: int, searched: bool) -> None:
        self._flags = flags
        self._letters = sorted({*_KINDS, *_named(tree)})
        self._all = frozenset(self._letters)
        self.nfa = Automaton(letters=tuple(self._letters))
        self.nfa.state()  # EVERY
        self._dead = self.nfa.state()
        items = list(tree)
        begin = EVERY
        if searched and not self._anchored(items):
            self.nfa.steps[EVERY].append((self._all, EVERY))
            begin = self._guarded(items)
        self.nfa.end = self._sequence(items, begin, keep=False)

    def _anchored(self, items: list[Any]) -> bool:
        multiline = self._flags & re.MULTILINE
        return (
            bool(items)
            and items[0][0] is op.AT
            and (
                items[0][1] is op.AT_BEGINNING_STRING
                or (items[0][1] is op.AT_BEGINNING and not multiline)
            )
        )

    def _guarded(self, items: list[Any]) -> int:
        """Return the state after what must stand before a start."""
        state = EVERY
        while items:
            what, value = items[0]
            if what is op.SUBPATTERN:
                items[:1] = list(value[3])
                continue
            if what is op.BRANCH and (found := _lookbehind(value[1])):
                items[0] = found
                continue
            before: list[Any] | None = None
            if what is op.AT and value is op.AT_BEGINNING:
                before = [(op.LITERAL, 10)]
            elif what is op.ASSERT and value[0] < 0:
                before = list(value[1])
            elif what is op.ASSERT_NOT and value[0] < 0 and _is_class(value[1]):
                return self._step(state, self._all - self._set(value[1][0]))
            elif what is op.AT and value is op.AT_BOUNDARY and len(items) > 1:
                if first := self._first(items[1]):
                    words = self._set((op.IN, [(op.CATEGORY, op.CATEGORY_WORD)]))
                    if first <= words:
                        return self._step(state, self._all - words)
                return state
            if before is None:
                return state
            state = self._sequence(before, state, keep=False)
            items.pop(0)
        return state

    def _first(self, item: Any) -> frozenset[str]:
        """Return the characters that an item begins with, none if it may be empty or is a mix."""
        what, value = item
        if what in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return self._set(item)
        if what in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0] > 0:
            return self._first(value[2][0])
        if what is op.SUBPATTERN and len(value[3]):
            return self._first(value[3][0])
        if what is op.BRANCH:
            parts = [self._first(branch[0]) if len(branch) else frozenset() for branch in value[1]]
            return frozenset().union(*parts) if all(parts) else frozenset()
        return frozenset()

    def _step(self, state: int, letters: frozenset[str]) -> int:
        target = self.nfa.state()
        self.nfa.steps[state].append((letters, target))
        return target

    def _set(self, item: Any) -> frozenset[str]:
        what, value = item
        if what is op.ANY:
            return self._all if self._flags & re.DOTALL else self._all - {"\n"}
        # The expression of one item again, so that its flags and categories are `re`'s own.
        one = re.compile(_written(what, value), self._flags & (re.I | re.ASCII))
        return frozenset(letter for letter in self._letters if one.fullmatch(letter))

    def _sequence(self, items: Iterable[Any], state: int, keep: bool) -> int:
        for item in items:
            state = self._item(item, state, keep)
        return state

    def _item(self, item: Any, state: int, keep: bool) -> int:
        what, value = item
        first_new = self.nfa.count
        if what in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            end = self._step(state, self._set(item))
        elif what is op.SUBPATTERN:
            end = self._sequence(value[3], state, keep)
        elif what is op.ATOMIC_GROUP:
            end = self._sequence(value, state, keep=True)
        elif what is op.BRANCH:
            end = self.nfa.state()
            for branch in value[1]:
                self.nfa.jumps[self._sequence(branch, state, keep)].append(end)
        elif what in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            end = self._repeat(value, state, keep or what is op.POSSESSIVE_REPEAT)
        elif what in (op.ASSERT, op.ASSERT_NOT):
            if value[0] > 0:  # Looking ahead reads on, and then the text is read again.
                self.nfa.jumps[self._sequence(value[1], state, keep)].append(self._dead)
            end = self._condition(state)
        elif what is op.GROUPREF or what is op.AT:
            end = self._condition(state)
        else:
            raise NotImplementedError(f"{what} in a regular expression")
        if keep:
            self.nfa.keeps |= set(range(first_new, self.nfa.count))
        return end

    def _repeat(self, value: Any, state: int, keep: bool) -> int:
        least, most, body = value
        for _ in range(min(least, _COPIES)):
            state = self._sequence(body, state, keep)
        end = self.nfa.state()
        if most is op.MAXREPEAT:
            loop = self.nfa.state()
            self.nfa.jumps[state].append(loop)
            self.nfa.jumps[self._sequence(body, loop, keep)].append(loop)
            self.nfa.jumps[loop].append(end)
        else:
            self.nfa.jumps[state].append(end)
            for _ in range(min(most - least, _COPIES)):
                state = self._sequence(body, state, keep)
                self.nfa.jumps[state].append(end)
        return end

    def _condition(self, state: int) -> int:
        end = self.nfa.state()
        self.nfa.if_only[state].append(end)
        return end


def _lookbehind(branches: Any) -> Any:
    """Return the one of several conditions that may hold more than once in a text."""
    if not all(len(branch) == 1 and branch[0][0] in (op.AT, op.ASSERT) for branch in branches):
        return None
    often = [branch[0] for branch in branches if branch[0][1] is not op.AT_BEGINNING_STRING]
    return often[0] if len(often) == 1 else None


def _is_class(items: Any) -> bool:
    return len(items) == 1 and items[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN)


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _written(what: Any, value: Any) -> str:
    if what is op.LITERAL:
        return re.escape(chr(value))
    if what is op.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    parts = []
    for kind, inner in value:
        if kind is op.NEGATE:
            parts.append("^")
        elif kind is op.LITERAL:
            parts.append(re.escape(chr(inner)))
        elif kind is op.RANGE:
            parts.append("-".join(re.escape(chr(code)) for code in inner))
        else:
            parts.append(_CATEGORIES[inner])
    return f"[{''.join(parts)}]"


def _named(tree: Any) -> set[str]:
    """Return the characters that an expression names, and those beside its ranges."""
    named: set[str] = set()
    for what, value in tree:
        if what in (op.LITERAL, op.NOT_LITERAL):
            named.add(chr(value))
        elif what is op.IN:
            named |= _named(value)
        elif what is op.RANGE:
            low, high = value
            named |= {chr(code) for code in (max(0, low - 1), low, high, min(0x10FFFF, high + 1))}
        elif what is op.BRANCH:
            for branch in value[1]:
                named |= _named(branch)
        elif what in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            named |= _named(value[2])
        elif what is op.SUBPATTERN:
            named |= _named(value[3])
        elif what in (op.ASSERT, op.ASSERT_NOT):
            named |= _named(value[1])
        elif what is op.ATOMIC_GROUP:
            named |= _named(value)
    return named
