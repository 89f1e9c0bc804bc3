"""Columns of the table of figures."""

WORDS = {
    "figure_report_id": ("报告", "report"),
    "figure_indicator": ("指标", "indicator"),
    "figure_value": ("数值", "value"),
    "figure_unit": ("单位", "unit"),
    "figure_about": ("约数", "about"),
    "figure_change": ("变化", "change"),
    "figure_section": ("章节", "section"),
    "figure_place": ("位置", "place"),
    "figure_text": ("原文", "text"),
    "figure_base_value": ("换算值", "base value"),
    "figure_base_unit": ("换算单位", "base unit"),
    "figure_start": ("起", "start"),
    "figure_end": ("止", "end"),
    "figure_sentence_start": ("句起", "sentence start"),
    "figure_sentence_end": ("句止", "sentence end"),
    "figure_group": ("组", "group"),
}
