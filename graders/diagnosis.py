"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

from dlcourse.graders.evidence import TopicEvidence, same_evidence
from dlcourse.graders.keys import Key, KnownMistake


def recognise(key: Key, evidence: TopicEvidence) -> dict[str, KnownMistake]:
    """Return, by probe, the mistake that explains its evidence.

    A mistake's *symptoms* are the probes of its exercise on which it parts from the reference. It is recognised where
    the submission leaves the mistake's evidence on all of them that it got to (not those that are not started); a
    half-fitting story would mislead. Of several that fit, the one with the most symptoms explains a probe.
    """
    found: dict[str, KnownMistake] = {}
    for mistake, symptoms in key.symptoms:
        shown = [name for name in symptoms if name in evidence and evidence[name].outcome != "not_started"]
        if all(same_evidence(evidence[name], mistake.evidence[name]) for name in shown):
            found |= dict.fromkeys(shown, mistake)
    return found
