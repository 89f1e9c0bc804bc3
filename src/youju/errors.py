"""What can go wrong, as one tree.

::

    YoujuError
    ├── ConfigurationError      a setting is wrong
    ├── OutputError             the answer cannot be written
    ├── QuestionError           too long
    │   └── QuestionEmpty
    ├── ChatModelMissing        an LLM is asked for, and none is configured
    ├── DocumentError           a file cannot become a report
    │   ├── UnsupportedFormat
    │   ├── UndecodableText
    │   ├── DocumentTooLarge
    │   ├── EmptyDocument
    │   └── SameReport          two files of one name in one go
    ├── EmbeddingError          the embedding model cannot be loaded
    └── IndexStoreError
        ├── IndexMissing
        ├── IndexDamaged
        ├── IndexMismatch       built with another embedder or format
        ├── IndexNotWritable
        ├── IndexBusy
        └── ReportUnknown

Each class has a ``code``, the key of its words in ``wording.py``; ``values`` fill them in. The
words are chosen once, at the face (CLI, HTTP), in the asker's language.
"""

from __future__ import annotations


class YoujuError(Exception):
    """The base of all errors that a user may see."""

    code = "error"

    def __init__(self, **values: object) -> None:
        super().__init__(f"{self.code}: {values}")
        self.values = values


class ConfigurationError(YoujuError):
    code = "configuration"


class OutputError(YoujuError):
    code = "output"


class QuestionError(YoujuError):
    code = "question"


class QuestionEmpty(QuestionError):
    code = "question_empty"


class ChatModelMissing(YoujuError):
    code = "llm_missing"


class DocumentError(YoujuError):
    code = "document"


class UnsupportedFormat(DocumentError):
    code = "unsupported_format"


class UndecodableText(DocumentError):
    code = "undecodable_text"


class DocumentTooLarge(DocumentError):
    code = "document_too_large"


class EmptyDocument(DocumentError):
    code = "empty_document"


class SameReport(DocumentError):
    code = "same_report"


class EmbeddingError(YoujuError):
    code = "embedding"

    @classmethod
    def of(cls, name: str, error: Exception) -> EmbeddingError:
        """With the first line of what a library said, or the name of its exception."""
        said = str(error).splitlines() or [type(error).__name__]
        return cls(name=name, detail=said[0][:200])


class IndexStoreError(YoujuError):
    code = "index"


class IndexMissing(IndexStoreError):
    code = "index_missing"


class IndexDamaged(IndexStoreError):
    code = "index_damaged"


class IndexMismatch(IndexStoreError):
    code = "index_mismatch"


class IndexNotWritable(IndexStoreError):
    code = "index_not_writable"


class IndexBusy(IndexStoreError):
    code = "index_busy"


class ReportUnknown(IndexStoreError):
    code = "report_unknown"
