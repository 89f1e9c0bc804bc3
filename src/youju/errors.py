"""What can go wrong, as one tree.

::

    YoujuError
    ├── ConfigurationError      a setting is wrong
    ├── OutputError             the answer cannot be written
    │   └── FileNotWritten
    │       └── FileInTheWay    another file has the name
    ├── QuestionError           too long
    │   └── QuestionEmpty
    ├── DraftError              too long to be checked
    │   └── DraftEmpty
    ├── PromptError             a prompt is missing or broken
    ├── ChatModelMissing        an LLM is asked for, and none is configured
    ├── ChatModelError          the LLM gives no answer
    │   ├── ChatUnreachable     no route, or nobody listens
    │   ├── ChatCertificate     TLS fails
    │   ├── ChatUnauthorised
    │   ├── ChatModelUnknown
    │   ├── ChatContextTooLong
    │   ├── ChatFormatRefused   the endpoint cannot keep to a JSON schema
    │   ├── ChatQuota           too many requests, or none left
    │   ├── ChatServerError
    │   ├── ChatTimeout
    │   ├── ChatMalformed       what came is not the protocol, or broke off
    │   ├── ChatEmpty
    │   ├── ChatFiltered
    │   └── ChatPaused          it failed again and again: not asked for a while
    ├── DocumentError           a file cannot become a report
    │   ├── UnsupportedFormat
    │   │   └── DraftUnreadable a draft may be more than a report, but not this
    │   ├── UndecodableText
    │   ├── DocumentTooLarge
    │   ├── EmptyDocument
    │   └── SameReport          two files of one name in one go
    ├── DatabaseError           the history cannot be read or written
    ├── KeyNameTaken            or no name
    ├── ListeningError          the service may not, or cannot, listen there
    ├── RequestError            a request to the service is refused
    │   ├── NotFound            no such conversation or answer, or another's
    │   ├── KeyMissing
    │   │   └── KeyUnknown      or revoked
    │   ├── ScopeMissing        the key may not do this
    │   ├── ForeignOrigin       a page of another site asks
    │   ├── ForeignHost         asked under a name that is not the service's
    │   ├── TooManyRequests
    │   ├── Overloaded
    │   └── NotReady            still loading, or what it loads is broken
    ├── EmbeddingError          the embedding model cannot be loaded
    └── IndexStoreError
        ├── IndexMissing
        ├── IndexDamaged
        ├── IndexMismatch       built with another embedder or format
        ├── IndexNotWritable
        ├── IndexBusy
        └── ReportUnknown

Each class has a ``code``, the key of its words in ``wording.py``; ``values`` fill them in. The
words are chosen at the face (CLI, HTTP) or, for a warning, in the answer; in the asker's language.
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


class FileNotWritten(OutputError):
    code = "output_file"


class FileInTheWay(FileNotWritten):
    code = "output_in_the_way"


class QuestionError(YoujuError):
    code = "question"


class QuestionEmpty(QuestionError):
    code = "question_empty"


class DraftError(YoujuError):
    code = "draft"


class DraftEmpty(DraftError):
    code = "draft_empty"


class ChatModelMissing(YoujuError):
    code = "llm_missing"


class PromptError(YoujuError):
    code = "prompt"


class ChatModelError(YoujuError):
    """``detail`` is what the endpoint said, without the key; ``retryable``: another try, or another
    moment, may do better."""

    code = "llm"
    retryable = False


class ChatUnreachable(ChatModelError):
    code = "llm_unreachable"
    retryable = True


class ChatCertificate(ChatModelError):
    code = "llm_certificate"


class ChatUnauthorised(ChatModelError):
    code = "llm_unauthorised"


class ChatModelUnknown(ChatModelError):
    code = "llm_unknown"


class ChatContextTooLong(ChatModelError):
    code = "llm_context"


class ChatFormatRefused(ChatModelError):
    code = "llm_format"


class ChatQuota(ChatModelError):
    code = "llm_quota"
    retryable = True


class ChatServerError(ChatModelError):
    code = "llm_server"
    retryable = True


class ChatTimeout(ChatModelError):
    code = "llm_timeout"
    retryable = True


class ChatMalformed(ChatModelError):
    code = "llm_malformed"
    retryable = True


class ChatEmpty(ChatModelError):
    code = "llm_empty"


class ChatFiltered(ChatModelError):
    code = "llm_filtered"


class ChatPaused(ChatModelError):
    code = "llm_paused"


class DocumentError(YoujuError):
    code = "document"


class UnsupportedFormat(DocumentError):
    code = "unsupported_format"


class DraftUnreadable(UnsupportedFormat):
    code = "draft_format"


class UndecodableText(DocumentError):
    code = "undecodable_text"


class DocumentTooLarge(DocumentError):
    code = "document_too_large"


class EmptyDocument(DocumentError):
    code = "empty_document"


class SameReport(DocumentError):
    code = "same_report"


class DatabaseError(YoujuError):
    code = "database"


class KeyNameTaken(YoujuError):
    code = "key_name"


class ListeningError(YoujuError):
    code = "listening"


class RequestError(YoujuError):
    code = "request"


class NotFound(RequestError):
    code = "not_found"


class KeyMissing(RequestError):
    code = "key_missing"


class KeyUnknown(KeyMissing):
    code = "key_unknown"


class ScopeMissing(RequestError):
    code = "scope_missing"


class ForeignOrigin(RequestError):
    code = "foreign_origin"


class ForeignHost(RequestError):
    code = "foreign_host"


class TooManyRequests(RequestError):
    code = "too_many_requests"


class Overloaded(RequestError):
    code = "overloaded"


class NotReady(RequestError):
    code = "not_ready"


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
