"""Everything that can go wrong on purpose. Each message says where, what was found, what was expected, what to do.

ArticleQAError
├── UsageError            the request cannot be served as it was made
│   ├── CorpusError       no corpus folder, or nothing in it that can be read
│   ├── QuestionError     an empty or over-long question
│   ├── ArticleMissing    no article of that id
│   ├── DatasetError      a dataset folder that does not hold what it should
│   ├── ModelMissing      the embedding model cannot be had
│   └── ReaderMissing     the reader that was asked for cannot be had
├── ReaderError           one file that cannot be read as articles
│   └── NotReadYet        for no fault of its content: the next sync tries again
└── IndexUnusable         the index cannot be used as it is
    ├── IndexMissing      there is none yet
    ├── EmbedderMismatch  made with another model or other weights
    ├── IndexLocked       another process is writing to it
    └── Mendable          the next sync puts it right
        ├── IndexFormatError  another format number
        └── IndexDamaged      a file is gone or its bytes have changed
"""


class ArticleQAError(Exception):
    """Root of the tree; `exit_code` is what the terminal door returns."""

    exit_code = 1


def in_a_sentence(error: ArticleQAError | OSError) -> str:
    """What the user is told of a failure."""
    if isinstance(error, ArticleQAError):
        return str(error)
    return f"{error.filename or 'the system'}: {error.strerror or error}"


class UsageError(ArticleQAError):
    exit_code = 2


class CorpusError(UsageError):
    pass


class QuestionError(UsageError):
    pass


class ArticleMissing(UsageError):
    pass


class DatasetError(UsageError):
    pass


class ModelMissing(UsageError):
    pass


class ReaderMissing(UsageError):
    pass


class ReaderError(ArticleQAError):
    pass


class NotReadYet(ReaderError):
    pass


class IndexUnusable(ArticleQAError):
    pass


class IndexMissing(IndexUnusable):
    pass


class Mendable(IndexUnusable):
    """What the next sync puts right by itself. `finding` is a clause on what is wrong; the message adds what to do."""

    def __init__(self, finding: str) -> None:
        self.finding = finding
        super().__init__(f"{finding}. Mend it with: article-qa index --corpus FOLDER --index INDEX")


class IndexFormatError(Mendable):
    pass


class IndexDamaged(Mendable):
    pass


class EmbedderMismatch(IndexUnusable):
    pass


class IndexLocked(IndexUnusable):
    def __init__(self, root: object, holder: str) -> None:
        super().__init__(f"{root}: {holder} is writing to this index. Try again when it is done.")
        self.holder = holder
