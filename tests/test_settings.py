from pathlib import Path

import pytest

from youju.errors import ConfigurationError
from youju.settings import Settings, load_settings


def _config(folder: Path, content: str | bytes) -> Path:
    path = folder / "youju.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_without_anything_given_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings({}, _config(tmp_path, "")) == Settings()


def test_the_file_wins_over_the_defaults(tmp_path: Path) -> None:
    config = _config(tmp_path, "top_k = 8\ndense_weight = 1\n")
    assert load_settings({}, config) == Settings(top_k=8, dense_weight=1.0)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = _config(tmp_path, 'top_k = 8\nindex_dir = "/报告"\n')
    settings = load_settings({"YOUJU_TOP_K": "3", "YOUJU_DENSE_WEIGHT": "0.5"}, config)
    assert settings == Settings(top_k=3, dense_weight=0.5, index_dir="/报告")


def test_an_empty_variable_sets_nothing(tmp_path: Path) -> None:
    assert load_settings({"YOUJU_TOP_K": ""}, _config(tmp_path, "top_k = 8")).top_k == 8


def test_other_variables_are_let_be(tmp_path: Path) -> None:
    environment = {"PATH": "/bin", "TOP_K": "3"}
    assert load_settings(environment, _config(tmp_path, "")) == Settings()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param("colour = 1", "colour", id="unknown-key"),
        pytest.param("[server]\nport = 1", "server", id="unknown-table"),
        pytest.param('top_k = "许多"', "top_k", id="wrong-type"),
        pytest.param("top_k = [6]", "top_k", id="list-for-a-number"),
        pytest.param("top_k = 0", "top_k", id="too-small"),
        pytest.param("top_k = 51", "top_k", id="too-large"),
        pytest.param("dense_weight = 1.5", "dense_weight", id="beyond-one"),
        pytest.param("dense_weight = nan", "dense_weight", id="not-a-number"),
        pytest.param('lang = "fr"', "lang", id="unknown-language"),
        pytest.param("top_k = ", "youju.toml", id="bad-toml"),
        pytest.param("lang = '中文'".encode("gb18030"), "youju.toml", id="not-utf-8"),
    ],
)
def test_a_wrong_setting_in_the_file_is_named(
    tmp_path: Path, content: str | bytes, name: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings({}, _config(tmp_path, content))
    assert name in str(caught.value.values["name"])
    assert caught.value.values["detail"]


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("YOUJU_TOP_K", "许多", "top_k"),
        ("YOUJU_TOP_K", "0", "top_k"),
        ("YOUJU_DENSE_WEIGHT", "重", "dense_weight"),
        ("YOUJU_DENSE_WEIGHT", "-0.1", "dense_weight"),
    ],
    ids=["no-integer", "too-small", "no-number", "below-zero"],
)
def test_a_wrong_variable_is_named(tmp_path: Path, variable: str, value: str, name: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings({variable: value}, _config(tmp_path, ""))
    assert name in str(caught.value.values["name"])


def test_a_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings({}, tmp_path / "没有.toml")
    assert "没有.toml" in str(caught.value.values["name"])
