from pathlib import Path

import jieba

from youju.dictionary import dictionary

TEXT = "全年优良天数达217天，新增绿地31万平方米；“四上”单位净增221家，元宇宙和阿里巴巴不在其中。"


def test_a_text_is_cut_as_jieba_cuts_it(tmp_path: Path) -> None:
    own = jieba.Tokenizer()
    own.tmp_dir = str(tmp_path)
    ours = dictionary().tokenizer()
    assert ours.lcut(TEXT) == own.lcut(TEXT)
    assert ours.lcut_for_search(TEXT) == own.lcut_for_search(TEXT)
    assert (own.FREQ, own.total) == (ours.FREQ, ours.total)


def test_a_word_added_to_one_tokenizer_is_in_no_other() -> None:
    dictionary().tokenizer().add_word("优良天数达")
    assert "优良天数达" not in dictionary().tokenizer().lcut(TEXT)
