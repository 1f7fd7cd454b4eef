"""Sentences used twice or tested: above all what is wrong with an instrument file, on which line, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.analysis.scoring.wrong import InstrumentError

OF_INSTRUMENT = {
    "encoding": gettext_lazy("UTF-8로 저장한 글 파일이 아닙니다. 편집기에서 인코딩을 UTF-8로 골라 다시 저장해 주세요."),
    "syntax": gettext_lazy("TOML 문법에 맞지 않습니다(%(why)s). 따옴표, 괄호, 등호가 짝이 맞는지 보아 주세요."),
    "deep": gettext_lazy("괄호가 너무 깊이 겹쳐 읽을 수 없습니다."),
    "kind": gettext_lazy("kind는 scores나 points여야 합니다. ‘%(value)s’은(는) 없습니다."),
    "gives_points": gettext_lazy("자기 점수를 주는 문항(points)은 일곱 영역의 점수를 내지 않습니다."),
    "gives_scores": gettext_lazy("일곱 영역의 점수를 내는 문항(scores)입니다."),
    "tables": gettext_lazy("문항은 [[item]], 회계 지표는 [[indicator]], 등급은 [[grade]] 아래에 적습니다."),
    "forms": gettext_lazy("양식은 [form.이름]으로 적고 하나는 있어야 합니다."),
    "form_name": gettext_lazy("양식의 이름 ‘%(value)s’을(를) 쓸 수 없습니다. 글자, 숫자, -, _로 30자까지 적어 주세요."),
    "form_list": gettext_lazy("양식 %(code)s의 %(name)s은(는) 글의 목록이어야 합니다. 예: [\"0\", \"1-4\"]"),
    "form_size": gettext_lazy("양식 %(code)s에 적은 규모 ‘%(value)s’은(는) 없습니다. 있는 규모: %(known)s."),
    "form_kind": gettext_lazy("양식 %(code)s에 적은 유형 ‘%(value)s’은(는) 없습니다. 있는 유형: %(known)s."),
    "form_empty": gettext_lazy("양식 %(code)s에는 묻는 문항도 지표도 없습니다. 양식을 지우거나 문항의 forms에 넣어 주세요."),
    "form_asks_nothing": gettext_lazy("양식 %(code)s에는 물을 문항이 없습니다. 문항의 forms에 이 양식을 넣어 주세요."),
    "version": gettext_lazy("첫머리에 version(판의 이름)이 있어야 하고, 문항이 하나는 있어야 합니다."),
    "version_name": gettext_lazy("판의 이름 ‘%(value)s’을(를) 쓸 수 없습니다. 글자, 숫자, -, ., _로 60자까지 적어 주세요."),
    "many": gettext_lazy("[[표]]가 %(count)s개입니다. %(most)s개까지 받습니다."),
    "lacks": gettext_lazy("%(code)s에 %(name)s이(가) 없습니다."),
    "text": gettext_lazy("%(code)s의 %(name)s은(는) 비어 있지 않은 글이어야 합니다(%(most)s자까지)."),
    "number": gettext_lazy("%(code)s의 %(name)s은(는) 수여야 합니다."),
    "whole": gettext_lazy("%(code)s의 %(name)s은(는) 정수여야 합니다."),
    "code": gettext_lazy("%(code)s: code는 글자, 숫자, -, ., _로 된 이름이어야 합니다(60자까지)."),
    "twice": gettext_lazy("code ‘%(code)s’이(가) 두 번 나옵니다. 문항과 지표마다 다른 code를 붙여 주세요."),
    "dimension": gettext_lazy("%(code)s의 영역(dimension) ‘%(value)s’은(는) 없습니다. 있는 영역: %(known)s."),
    "weight": gettext_lazy("%(code)s의 무게(weight)는 0.001부터 1000까지, 소수점 아래 세 자리까지입니다."),
    "scale": gettext_lazy("%(code)s의 칸 수(scale)는 2부터 10까지입니다."),
    "reading": gettext_lazy("%(code)s의 수치(reading) ‘%(value)s’은(는) 없습니다. 있는 수치: %(known)s."),
    "bands": gettext_lazy("%(code)s의 구간(bands)은 [값, 점수]를 늘어놓은 목록이어야 합니다. 예: [[0.5, 0], [1.0, 100]]"),
    "bands_rise": gettext_lazy("%(code)s의 구간(bands)은 값이 둘 이상이고, 뒤의 값이 앞의 값보다 커야 합니다."),
    "bands_points": gettext_lazy("%(code)s의 구간(bands) 점수는 0부터 100까지이고, 오르기만 하거나 내리기만 해야 합니다."),
    "form_names": gettext_lazy("%(code)s의 forms는 양식의 이름을 하나 이상 늘어놓은 목록이어야 합니다."),
    "form_unknown": gettext_lazy("%(code)s의 forms에 적은 ‘%(value)s’ 양식은 없습니다. 있는 양식: %(known)s."),
    "maximum": gettext_lazy("%(code)s의 max는 0보다 크고 1000을 넘지 않는 점수입니다."),
    "rule": gettext_lazy("%(code)s의 채점 방법(rule) ‘%(value)s’은(는) 없습니다. 있는 방법: %(known)s."),
    "part": gettext_lazy("%(code)s의 %(name)s은(는) {code = \"…\", ko = \"…\"}로 적습니다."),
    "points": gettext_lazy("%(code)s의 %(name)s은(는) 0부터 가장 높은 점수 %(most)s까지입니다."),
    "steps": gettext_lazy("%(code)s의 points는 낮은 답부터 높은 답까지 오르는 수 둘에서 열 개입니다."),
    "steps_sum": gettext_lazy("%(code)s의 가장 좋은 답을 더하면 %(sum)s점인데 max는 %(most)s점입니다."),
    "steps_from": gettext_lazy(
        "%(code)s의 구간(bands)은 from = 0에서 시작하여 값이 커지고 점수가 줄지 않아야 합니다. 예: {from = 1, points = 2}"
    ),
    "grades": gettext_lazy("등급([[grade]])은 from = 0에서 시작하여 점수가 커지는 차례로 적습니다."),
}  # fmt: skip


def of_instrument_error(wrong: InstrumentError) -> str:
    """Line and reason, and what to do."""
    where = _("%(line)s번째 줄") % {"line": wrong.line} if wrong.line else _("파일 전체")
    sentence = OF_INSTRUMENT.get(wrong.key)
    why = str(sentence) % wrong.values if sentence is not None else str(wrong)
    return _("%(where)s: %(why)s 고친 뒤 다시 올려 주세요.") % {"where": where, "why": why}
