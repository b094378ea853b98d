"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

from collections.abc import Iterable

from dlcourse.graders.evidence import TopicEvidence, same_evidence
from dlcourse.graders.keys import Key, KnownMistake


def recognise(key: Key, evidence: TopicEvidence) -> dict[str, KnownMistake]:
    """Return, by probe, the mistake that explains its evidence.

    A mistake's *symptoms* are the probes on which it parts from the reference. It is recognised where the submission
    leaves the mistake's evidence on every one of its symptoms; a half-fitting story would mislead. Of several
    that fit, the one with the most symptoms explains a probe.
    """
    found: dict[str, KnownMistake] = {}
    for mistake, symptoms in sorted(symptoms_of(key), key=lambda pair: len(pair[1])):
        if symptoms and all(
            name in evidence and same_evidence(evidence[name], mistake.evidence[name]) for name in symptoms
        ):
            found |= dict.fromkeys(symptoms, mistake)
    return found


def symptoms_of(key: Key) -> Iterable[tuple[KnownMistake, list[str]]]:
    """Return each mistake of a key with its symptoms."""
    for mistake in key.mistakes:
        yield (
            mistake,
            [n for n, e in mistake.evidence.items() if n in key.expected and not same_evidence(e, key.expected[n])],
        )
