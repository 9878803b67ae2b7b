"""Digests of what files say, and marks of the parts of a framework: by these it is told that something published changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from yotinspect.questions.translation import fingerprint

#: What is said about a file and not in it: a draft keeps its digest when it is published or reviewed.
_ABOUT = ("status", "revision", "reviewed", "made_from", "translations")


def framework_digests(root: Any) -> dict[str, str]:
    """A framework's digest with its English words (``en``), and one of its words in each other language."""
    found: dict[str, dict[str, str]] = {}

    def english(node: Any, at: str) -> Any:
        if isinstance(node, dict):
            if "en" in node and all(len(key) == 2 and key.isalpha() for key in node):
                for language, text in node.items():
                    if language != "en":
                        found.setdefault(language, {})[at] = text
                return {"en": node["en"]}
            return {key: english(value, f"{at}.{key}") for key, value in node.items()}
        if isinstance(node, list):
            return [english(value, f"{at}.{n}") for n, value in enumerate(node)]
        return node

    return {"en": digest_of(english(root, "")), **{language: digest_of(texts) for language, texts in found.items()}}


def framework_english(root: Any) -> str:
    """A mark of a framework's English words, from which those in other languages are made."""
    words: list[str] = []

    def gather(node: Any) -> None:
        if isinstance(node, dict):
            if "en" in node and all(len(key) == 2 and key.isalpha() for key in node):
                words.append(" ".join(node["en"].split()))
            else:
                for key, value in node.items():
                    if key not in _ABOUT:
                        gather(value)
        elif isinstance(node, list):
            for value in node:
                gather(value)

    gather(root)
    return fingerprint("\n".join(words))


def framework_parts(root: Any) -> dict[str, tuple[tuple[str | int, ...], str]]:
    """The parts of a framework by name, each with where it stands and a mark of it with its English words."""
    found: dict[str, tuple[tuple[str | int, ...], str]] = {}

    def part(name: str, at: tuple[str | int, ...], value: Any) -> None:
        found[name] = (at, fingerprint(framework_digests({"part": value})["en"]))

    for key, value in root.items():
        if key in _ABOUT:
            continue
        if key == "domains" and isinstance(value, list):
            for d, domain in enumerate(value):
                part(f"domain {domain['id']}", (key, d), {k: v for k, v in domain.items() if k != "standards"})
                for s, standard in enumerate(domain["standards"]):
                    part(f"standard {standard['id']}", (key, d, "standards", s), standard)
        elif isinstance(value, list):
            for n, item in enumerate(value):
                part(f"{key} {item['id'] if isinstance(item, dict) and 'id' in item else n + 1}", (key, n), item)
        elif isinstance(value, dict) and key in ("rules", "key_questions"):
            for name, item in value.items():
                part(f"{key} {name}", (key, name), item)
        else:
            part(key, (key,), value)
    return found


def digest_of(tree: Any) -> str:
    """SHA-256 of what a file says, whatever its layout, comments and what is said about it (see ``_ABOUT``)."""
    if isinstance(tree, dict):
        tree = {key: value for key, value in tree.items() if key not in _ABOUT}
    canonical = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
