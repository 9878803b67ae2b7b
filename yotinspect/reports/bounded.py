"""Templates of a user's own come to an end: rounds of loops, calls of macros and numbers of a range are counted.

Jinja has no loop without an end, and its sandbox no range over 100,000 numbers; but one loop in another multiplies, and a
macro may call itself twice. No report of ours comes near these limits; they are ours, and no rule of the field.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import SandboxedEnvironment, safe_range

from yotinspect.catalogue import Said, say

#: How many rounds a template may go, all loops and macros together, for how many seconds, and how long a text it may repeat,
#: in letters, or a power, in bits.
ROUNDS, SECONDS, LONGEST = 2_000_000, 60.0, 10_000_000


class EndlessError(Exception):
    """A template goes round too often or for too long; the sentence says which."""

    said: Said

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


class Rounds:
    """Counts what one filling of a template does."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin again, for another filling."""
        self.left, self.until = ROUNDS, time.monotonic() + SECONDS

    def __call__(self, number: int = 1) -> bool:
        """So many rounds more. Raises EndlessError where they are too many. True, so that it may stand in a condition."""
        self.left -= number
        if self.left < 0:
            raise EndlessError(say("it goes round more than {number} times: loops in loops, or a macro that calls itself", number=ROUNDS))  # fmt: skip
        if time.monotonic() > self.until:
            raise EndlessError(say("it takes longer than {seconds} seconds", seconds=int(SECONDS)))
        return True

    def range(self, *bounds: int) -> range:
        """The numbers of a range, which count as a round each."""
        found = safe_range(*bounds)
        self(len(found))
        return found


class _Counting(CodeGenerator):
    """Puts a count into each round of a loop, each look at what a loop leaves out, and each call of a macro."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:
        for loop in node.find_all(nodes.For):
            loop.body.insert(0, nodes.ExprStmt(_count(loop), lineno=loop.lineno))
            if loop.test is not None:
                loop.test = nodes.And(_count(loop), loop.test, lineno=loop.lineno)
        called: list[nodes.Macro | nodes.CallBlock] = [*node.find_all(nodes.Macro), *node.find_all(nodes.CallBlock)]
        for macro in called:
            macro.body.insert(0, nodes.ExprStmt(_count(macro), lineno=macro.lineno))
        node.set_environment(self.environment)
        super().visit_Template(node, frame)


def _count(at: nodes.Node) -> nodes.Expr:
    return nodes.Call(nodes.EnvironmentAttribute("rounds", lineno=at.lineno), [], [], None, None, lineno=at.lineno)


def bounded(environment: SandboxedEnvironment) -> None:
    """Let the templates of an environment come to an end; ``begin`` is to be called before each is filled."""
    rounds = Rounds()
    environment.extend(rounds=rounds)
    environment.globals["range"] = rounds.range
    environment.code_generator_class = _Counting
    environment.intercepted_binops = frozenset(["*", "**"])
    environment.binop_table["*"] = _product(environment.binop_table["*"])
    environment.binop_table["**"] = _power(environment.binop_table["**"])


def begin(environment: Environment) -> None:
    """A template is about to be filled."""
    rounds = getattr(environment, "rounds", None)
    if rounds is not None:
        rounds.begin()


def _product(plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def product(left: Any, right: Any) -> Any:
        for some, number in ((left, right), (right, left)):
            if isinstance(number, int) and hasattr(some, "__len__") and len(some) * number > LONGEST:
                raise OverflowError
        return plain(left, right)

    return product


def _power(plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def power(left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > LONGEST:
            raise OverflowError
        return plain(left, right)

    return power
