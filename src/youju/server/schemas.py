"""What comes in over HTTP and what goes out, for validation and the OpenAPI document. The shapes
are those of the contract; answers go out as ``serialising`` makes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from youju.query import LONGEST_QUESTION

_LONGEST = 10_000


def clean(text: str) -> str:
    """Without lone surrogates and NUL, which neither UTF-8 nor PostgreSQL can hold."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


Text = Annotated[str, AfterValidator(clean), Field(max_length=_LONGEST)]
Asked = Annotated[
    Text, Field(json_schema_extra={"maxLength": LONGEST_QUESTION, "pattern": r"[\p{L}\p{N}]"})
]
"""What a question must be is checked where it is read; its refusal is in the asker's words."""
PathId = Annotated[str, AfterValidator(clean)]
Id = Annotated[PathId, Field(max_length=40)]
Ids = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]
Offset = Annotated[int, Field(ge=0, strict=True)]
TopK = Annotated[int, Field(ge=1, le=50)]


class Ask(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "2023年优良天数是多少？"},
                {
                    "question": "How many days of good air were there in 2023?",
                    "report_ids": ["zhongyuan-2023"],
                    "stream": True,
                },
            ]
        },
    )
    question: Asked
    conversation_id: Id | None = None
    replaces: Annotated[
        Id | None,
        Field(description="an answer of the conversation: it and those after it are set aside"),
    ] = None
    report_ids: Ids | None = None
    top_k: TopK | None = None
    mode: Literal["auto", "llm", "extractive"] = "auto"
    stream: StrictBool = False


class Search(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"query": "空气质量"}, {"query": "air quality", "top_k": 3}]
        },
    )
    query: Asked
    report_ids: Ids | None = None
    top_k: TopK | None = None


class CheckDraft(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"text": "2023年，中原区优良天数达271天，“保交楼”工作全面完成。"},
                {"text": "优良天数达217天。", "report_ids": ["zhongyuan-2023"], "stream": True},
            ]
        },
    )
    text: Annotated[
        str, AfterValidator(clean), Field(json_schema_extra={"pattern": r"[\p{L}\p{N}]"})
    ]
    report_ids: Ids | None = None
    changed: Annotated[
        tuple[Offset, Offset] | None,
        Field(description="start and end of what was edited in `text`: only that is checked again"),
    ] = None
    stream: StrictBool = False


class Rename(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"title": "空气质量"}]}
    )
    title: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=200)]


class Feedback(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"answer_id": "ans_0123456789abcdef", "rating": "up"},
                {"answer_id": "ans_0123456789abcdef", "rating": "down", "comment": "答的是另一年"},
            ]
        },
    )
    answer_id: Id
    rating: Literal["up", "down"]
    comment: Annotated[str, AfterValidator(clean), Field(max_length=4000)] | None = None


class Passage(BaseModel):
    passage_id: str
    report_id: str
    section: list[str]
    start: int
    end: int
    text: str
    score: float
    dense_score: float
    lexical_score: float


class Citation(BaseModel):
    marker: int
    report_id: str
    report_title: str
    section: list[str]
    passage_id: str
    start: int
    end: int
    quote: str
    page: int | None


class Claim(BaseModel):
    text: str
    start: int
    end: int
    citations: list[int]
    verdict: Literal["supported", "unsupported"]
    problems: list[str]


class Answer(BaseModel):
    """Offsets are Unicode code points, ``end`` exclusive: of a claim into ``answer``, of citations
    and passages into the report's canonical text.

    ``confidence``: calibrated probability that the answer is right, of a refusal that the report
    answers after all; ``certainty``: the same in a word, of a refusal that the report is silent;
    ``decided_by``: rules alone, or the trained reader with them. These two are null in answers of
    versions before they were.
    """

    id: str
    conversation_id: str
    question: str
    standalone_question: str
    status: Literal["answered", "abstained"]
    reason: Literal["off_topic", "no_evidence", "near_miss", "nothing_proven"] | None
    answer: str
    mode: Literal["llm", "extractive"]
    model: str | None
    claims: list[Claim]
    citations: list[Citation]
    passages: list[Passage]
    confidence: float
    certainty: Literal["high", "fair", "low"] | None = None
    decided_by: Literal["rules", "reader"] | None = None
    struck: list[Claim]
    draft: str | None
    warnings: list[str]
    timings_ms: dict[str, float]


class Finding(BaseModel):
    """``expected``: what the report has in place of ``found``; ``citation``: where it says so."""

    start: int
    end: int
    kind: str
    found: str
    expected: str | None
    citation: int | None


class Derived(BaseModel):
    start: int
    end: int
    found: str
    formula: str


class CheckedClaim(BaseModel):
    """``reason``: why it was not checked."""

    text: str
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "unsupported", "not_checked"]
    findings: list[Finding]
    derived: list[Derived]
    citations: list[int]
    reason: str | None


class Check(BaseModel):
    """Offsets are Unicode code points: of claims and findings into ``text``, of citations into the
    report's canonical text. ``[start, end)`` of ``text`` was checked."""

    id: str
    text: str
    start: int
    end: int
    claims: list[CheckedClaim]
    citations: list[Citation]
    counts: dict[str, int]
    timings_ms: dict[str, float]


class KeptAnswer(Answer):
    created_at: str
    rating: Literal["up", "down"] | None
    comment: str | None


class Found(BaseModel):
    query: str
    passages: list[Passage]


class Report(BaseModel):
    id: str
    title: str
    source: str
    passages: int
    characters: int


class Reports(BaseModel):
    reports: list[Report]


class Section(BaseModel):
    title: str
    level: int
    start: int
    end: int


class ReportText(BaseModel):
    report_id: str
    text: str
    sections: list[Section]


class Figure(BaseModel):
    """``value`` and ``unit`` as written, ``base_value`` and ``base_unit`` normalised; ``change``:
    of a level, the change told beside it, of a change its direction; ``group``: the same for
    figures that belong in one chart."""

    report_id: str
    indicator: str
    value: float
    unit: str
    about: str
    base_value: float
    base_unit: str
    change: str | None
    text: str
    section: list[str]
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    group: str | None


class Figures(BaseModel):
    figures: list[Figure]


class Conversation(BaseModel):
    id: str
    title: str
    created_at: str
    updated_at: str


class Conversations(BaseModel):
    conversations: list[Conversation]
    next: str | None = Field(description="`before` of the next page; null on the last one")


class WholeConversation(Conversation):
    answers: list[KeptAnswer]


class Suggestions(BaseModel):
    questions: list[str]


class Words(BaseModel):
    zh: str
    en: str


class About(BaseModel):
    """``problems``: the rules by which a claim is found wanting, in words."""

    version: str
    model: str | None = Field(description="the LLM's name; null where none is configured")
    max_upload_mb: int
    problems: dict[str, Words]


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, Any]] | None = None


class OpenAIProblem(BaseModel):
    """What is wrong, as OpenAI's clients read it."""

    error: dict[str, str | None]
