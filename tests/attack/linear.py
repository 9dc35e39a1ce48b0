"""Proves that searching with a regular expression takes time linear in the text.

`re` backtracks, so a search is worse than linear only if two of its paths through the expression
can go round a loop over the same text: two loops in a row over one alphabet, a loop in a loop, or
a loop that every later start of the search enters again. The proof looks for two states p and q of
the automaton and a text v with p -v-> p, p -v-> q and q -v-> q, as in Weideman et al., "Analyzing
Matching Time Behavior of Backtracking Regular Expression Matchers by Using Ambiguity of NFA"
(2016). Without such a pair the search is linear. The proof ignores conditions such as `$`, so it
refuses some expressions that are linear. It takes a repeat with an upper bound for no loop, so it
accepts some that are slow by that bound.
"""

from __future__ import annotations

import re

from tests.attack.automaton import EVERY, Automaton, Moves, automaton_of


def superlinear(pattern: re.Pattern[str], searched: bool = True) -> str:
    """Return a text that the expression takes too long for when repeated, "" if there is none.

    `searched` is whether it is tried at every place of a text, and not at one.
    """
    nfa = automaton_of(pattern, searched)
    moves = nfa.moves()
    unmatched = _unmatched(nfa, moves)
    on_loops = [state for state in moves if state in _reached(moves, state)]
    for p in on_loops:
        if p in nfa.keeps:
            continue
        for q in _reached(moves, p):
            candidate = q != p and q in on_loops and q in unmatched
            if candidate and (text := _common(moves, p, q)):
                return text
    return _twice(nfa, moves, on_loops)


def _twice(nfa: Automaton, moves: Moves, on_loops: list[int]) -> str:
    """Return a text for two different ways from a state back to it: a loop in a loop."""
    for p in on_loops:
        if p in nfa.keeps or p == EVERY:
            continue
        seen = {(p, p): ""}
        waiting = [(p, p)]
        while waiting:
            a, b = waiting.pop()
            for letter in moves[a].keys() & moves[b].keys():
                for pair in ((x, y) for x in moves[a][letter] for y in moves[b][letter]):
                    text = seen[a, b] + letter
                    if pair == (p, p) and a != b:
                        return text
                    if pair not in seen and pair != (p, p):
                        seen[pair] = text
                        waiting.append(pair)
    return ""


def _unmatched(nfa: Automaton, moves: Moves) -> set[int]:
    """Return the states that a search can be in before the expression has matched.

    Once it has, whatever fails later only goes back to that.
    """
    states: set[int] = set()
    waiting = [EVERY]
    while waiting:
        state = waiting.pop()
        if state in states or nfa.end in nfa.closure(state, conditions=False):
            continue
        states.add(state)
        for targets in moves[state].values():
            waiting += targets
    return states


def _reached(moves: Moves, state: int) -> set[int]:
    reached: set[int] = set()
    waiting = [state]
    while waiting:
        for targets in moves[waiting.pop()].values():
            waiting += targets - reached
            reached |= targets
    return reached


def _common(moves: Moves, p: int, q: int) -> str:
    """Return v with p -v-> p, p -v-> q and q -v-> q, "" if there is none."""
    start, goal = (p, p, q), (p, q, q)
    seen = {start: ""}
    waiting = [start]
    for at in waiting:
        a, b, c = at
        for letter in moves[a].keys() & moves[b].keys() & moves[c].keys():
            for x in moves[a][letter]:
                for y in moves[b][letter]:
                    for z in moves[c][letter]:
                        if (x, y, z) == goal:
                            return seen[at] + letter
                        if (x, y, z) not in seen:
                            seen[x, y, z] = seen[at] + letter
                            waiting.append((x, y, z))
    return ""
