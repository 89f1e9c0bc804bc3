"""Settings → concrete objects: the only place that builds models, stores and answerers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youju.embedding import Embedder
from youju.errors import IndexNotWritable
from youju.resources import shipped
from youju.settings import Settings

if TYPE_CHECKING:
    from youju.answering.answerer import Answerer
    from youju.answering.assistant import Assistant
    from youju.answering.indicators import Indicators
    from youju.answering.profile import Profiles
    from youju.answering.verification import Verifier
    from youju.comprehension import Reader
    from youju.database import Database
    from youju.llm import ChatModel
    from youju.prompting import Prompts
    from youju.store.index import Index
    from youju.store.library import Library


def build_embedder(settings: Settings) -> Embedder:
    if settings.embedding_model:
        from youju.embedding.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(settings.embedding_model)
    from youju.embedding.onnx import OnnxEmbedder

    return OnnxEmbedder()


def build_reader(settings: Settings) -> Reader | None:
    """None where it is switched off."""
    if not settings.reader:
        return None
    from youju.comprehension import Reader

    return Reader()


def index_folder(settings: Settings) -> Path:
    """The folder that questions are answered from."""
    if settings.index_dir:
        return Path(settings.index_dir)
    own = own_library()
    return own if (own / "manifest.json").is_file() else shipped("index")


def own_library() -> Path:
    """Where the user's own reports go when no folder is named: outside the program's files."""
    from platformdirs import user_data_path

    return user_data_path("youju", appauthor=False) / "index"


def build_index(settings: Settings, embedder: Embedder) -> Index:
    from youju.store.index import Index

    return Index(index_folder(settings), embedder.fingerprint, embedder.name)


def index_as_it_is(settings: Settings) -> Index:
    """Whatever embedder it was built with: none is loaded."""
    from youju.store.files import read_manifest
    from youju.store.index import Index

    folder = index_folder(settings)
    manifest = read_manifest(folder)
    return Index(folder, manifest.fingerprint, manifest.embedder)


def build_indicators(settings: Settings) -> Indicators:
    from youju.answering.indicators import Indicators

    return Indicators(index_as_it_is(settings))


def build_answerer(settings: Settings) -> Answerer:
    return build_parts(settings).answerer


def build_assistant(
    settings: Settings, embedder: Embedder | None = None, chat: ChatModel | None = None
) -> Assistant:
    """With the LLM, if one is configured; ``embedder`` and ``chat``: where they are there already.
    Raises ``PromptError`` for a broken prompt."""
    from youju.answering.assistant import Assistant

    if not settings.llm_base_url:
        return Assistant(build_parts(settings, embedder).answerer)
    from youju.prompting import Prompts

    return _with_llm(settings, Prompts(settings.prompts_dir), embedder, chat).assistant


def build_measured(settings: Settings, *, counterfactual: bool) -> Measured:
    """To evaluate the LLM; ``counterfactual``: it is shown altered passages."""
    from youju.evaluation import Counterfactual
    from youju.prompting import Prompts

    kind = Counterfactual if counterfactual else Prompts
    return _with_llm(settings, kind(settings.prompts_dir))


@dataclass(frozen=True)
class Measured:
    """What an evaluation asks, and judges by."""

    assistant: Assistant
    verifier: Verifier


def _with_llm(
    settings: Settings,
    prompts: Prompts,
    embedder: Embedder | None = None,
    chat: ChatModel | None = None,
) -> Measured:
    from youju.answering.assistant import Assistant
    from youju.answering.generative import GenerativeAnswerer, Options
    from youju.answering.rewriting import Rewriter
    from youju.answering.suggesting import Suggester

    chat = chat or build_chat_model(settings)
    parts = build_parts(settings, embedder)
    options = Options(
        citing=settings.llm_citing,
        strictness=settings.strictness,
        context_tokens=settings.llm_context_tokens,
        answer_tokens=settings.llm_answer_tokens,
        whole_seconds=settings.llm_timeout,
    )
    verifier = parts.answerer.verifier
    generative = GenerativeAnswerer(parts.answerer, verifier, chat, prompts, options)
    suggester = Suggester(parts.answerer, verifier.words, chat, prompts)
    assistant = Assistant(parts.answerer, generative, Rewriter(chat, prompts), suggester)
    return Measured(assistant, verifier)


def build_chat_model(settings: Settings) -> ChatModel:
    """Raises ``ChatModelMissing``."""
    from youju.errors import ChatModelMissing
    from youju.llm import ChatModel, Endpoint, Patience

    if not settings.llm_base_url:
        raise ChatModelMissing
    patience = Patience(
        connect=settings.llm_connect_timeout,
        first_token=settings.llm_first_token_timeout,
        between=settings.llm_token_timeout,
        whole=settings.llm_timeout,
    )
    endpoint = Endpoint(settings.llm_base_url, settings.llm_model, settings.llm_api_key)
    return ChatModel(endpoint, patience)


@dataclass(frozen=True)
class Parts:
    """What answers are made of."""

    answerer: Answerer
    index: Index
    embedder: Embedder
    profiles: Profiles


def build_parts(settings: Settings, embedder: Embedder | None = None) -> Parts:
    """The models load in threads of their own while the rest is imported: a cold question waits for
    the longest of the three."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        loading = pool.submit(lambda: embedder or build_embedder(settings))
        opening = pool.submit(build_reader, settings)
        from youju.answering.answerer import Answerer
        from youju.answering.profile import Profiles
        from youju.retrieval import Reranker, Retriever

        embedder, reader = loading.result(), opening.result()
    index = build_index(settings, embedder)
    reranker = Reranker(settings.rerank_model) if settings.rerank_model else None
    retriever = Retriever(index, embedder, settings.dense_weight, reranker)
    profiles = Profiles(index)
    return Parts(Answerer(index, retriever, profiles, reader), index, embedder, profiles)


def build_database(settings: Settings) -> Database:
    from platformdirs import user_data_path

    from youju.database import Database

    file = user_data_path("youju", appauthor=False) / "youju.db"
    return Database(settings.database_url or f"sqlite:///{file}")


def build_library(
    settings: Settings, *, writing: bool, embedder: Embedder | None = None
) -> Library:
    """To write where no folder is named, the shipped reports are first copied to the user's own."""
    from youju.store.library import Library

    folder = index_folder(settings)
    if writing and not settings.index_dir and folder == shipped("index"):
        folder = _adopted(folder, own_library())
    return Library(folder, embedder or build_embedder(settings))


def _adopted(source: Path, target: Path) -> Path:
    try:
        unfinished = target.with_name(".index.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished)
        unfinished.rename(target)
    except OSError as error:
        raise IndexNotWritable(folder=target, detail=error.strerror or str(error)) from None
    return target
