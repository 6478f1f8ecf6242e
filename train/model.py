"""The reader as it is trained: the embedding model's body with three small heads."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from train.inputs import Batch

NO_ANSWER_WEIGHT = 0.5  # of the span targets of passages without an answer, which are most


@dataclass(frozen=True, slots=True)
class Outputs:
    relevance: torch.Tensor  # (n,) logit: the passage answers
    start: torch.Tensor  # (n, t) logits; position 0 stands for "no answer here"
    end: torch.Tensor  # (n, t)
    evidence: torch.Tensor  # (n, 1 + s) logits; column 0 stands for "no sentence here"


class ReaderModel(nn.Module):
    """Relevance from the first token, the answer's ends from every token, evidence from the mean of a sentence's tokens."""

    def __init__(self, body: Any, frozen_layers: int, bf16: bool = False) -> None:
        """So many of the lowest layers stay the embedder's, as the word embeddings do; a step takes less for it.
        With `bf16` the body's products of matrices are in bf16; weights, heads and losses stay in single precision."""
        super().__init__()
        self.body = body
        self.bf16 = bf16
        width = body.config.hidden_size
        self.dense = nn.Linear(width, width)
        self.relevance = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)
        self.evidence = nn.Linear(width, 1)
        body.embeddings.requires_grad_(False)
        for layer in body.encoder.layer[:frozen_layers]:
            layer.requires_grad_(False)

    def forward(self, batch: Batch) -> Outputs:
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            read = self.body(input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.attended)
        hidden = read.last_hidden_state.float()
        relevance = self.relevance(torch.tanh(self.dense(hidden[:, 0]))).squeeze(-1)
        inside = batch.membership.sum(dim=1) > 0
        inside[:, 0] = True
        ends = self.span(hidden).masked_fill(~inside.unsqueeze(-1), -1e4)
        there = batch.membership.sum(dim=2) > 0
        of_sentences = self.evidence(batch.membership @ hidden).squeeze(-1).masked_fill(~there, -1e4)
        evidence = torch.cat([self.evidence(hidden[:, 0]), of_sentences], dim=1)
        return Outputs(relevance, ends[..., 0], ends[..., 1], evidence)


def losses(outputs: Outputs, batch: Batch) -> dict[str, torch.Tensor]:
    """What each head has still to learn; their sum is minimised."""
    return {
        "relevance": functional.binary_cross_entropy_with_logits(outputs.relevance, batch.answers),
        "span": _span_loss(outputs, batch),
        "evidence": _evidence_loss(outputs.evidence, batch),
    }


def _span_loss(outputs: Outputs, batch: Batch) -> torch.Tensor:
    weight = (batch.start > 0).float() + NO_ANSWER_WEIGHT * (batch.start == 0).float()
    start = functional.cross_entropy(outputs.start, batch.start.clamp(min=0), reduction="none")
    end = functional.cross_entropy(outputs.end, batch.end.clamp(min=0), reduction="none")
    return (weight * (start + end) / 2).sum() / weight.sum().clamp(min=1)


def _evidence_loss(logits: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Minus the log of the probability mass on the sentences that are evidence, or on "no sentence here"."""
    none_right = ~batch.evidence.any(dim=1, keepdim=True)
    right = torch.cat([none_right, batch.evidence], dim=1)
    mass = torch.logsumexp(logits.masked_fill(~right, -1e4), dim=1) - torch.logsumexp(logits, dim=1)
    return -mass.mean()
