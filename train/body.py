"""The embedding model's own files, as training starts from them."""

from typing import Any

from index.models.modelfiles import DEFAULT_MODEL, find_model, tokenizer_of

DROPOUT = 0.1


def load_tokenizer() -> Any:
    """Neither cuts nor pads: the file's own settings do both, at 128 tokens."""
    return tokenizer_of(find_model(DEFAULT_MODEL))


def load_body(bf16: bool = False) -> Any:
    """With dropout between the layers: without it the pairs are learned by heart in the second pass. None in attention,
    where drawing chances costs the fused kernel. That kernel's way back is slow in bf16, where plain products take less
    than half of it."""
    from transformers import BertModel

    return BertModel.from_pretrained(
        find_model(DEFAULT_MODEL).folder,
        add_pooling_layer=False,
        attn_implementation="eager" if bf16 else "sdpa",
        hidden_dropout_prob=DROPOUT,
        attention_probs_dropout_prob=0.0,
    )
