"""The codes that files, forms and tables share: code → (Korean, English). A county may add kinds and sectors."""

Labels = dict[str, tuple[str, str]]

KINDS: Labels = {
    "village_community": ("마을공동체", "Village community"),
    "local_community": ("지역공동체", "Local community"),
    "cooperative": ("협동조합", "Co-operative"),
    "social_cooperative": ("사회적협동조합", "Social co-operative"),
    "processing_community": ("가공공동체", "Processing community"),
    "village_enterprise": ("마을기업", "Village enterprise"),
    "self_support_enterprise": ("자활기업", "Self-support enterprise"),
    "social_enterprise": ("사회적기업", "Social enterprise"),
    "pre_social_enterprise": ("예비사회적기업", "Pre-certified social enterprise"),
    "rural_community_company": ("농촌공동체회사", "Rural community company"),
    "nonprofit": ("비영리단체", "Non-profit organisation"),
}

SECTORS: Labels = {
    "food": ("먹거리", "Food"),
    "education": ("교육", "Education"),
    "welfare": ("복지·돌봄", "Welfare and care"),
    "health": ("건강·의료", "Health"),
    "culture": ("문화·예술", "Culture"),
    "tourism": ("관광·체험", "Tourism"),
    "energy": ("에너지", "Energy"),
    "craft": ("공예", "Craft"),
    "retail": ("판매·유통", "Retail"),
    "environment": ("환경·자원순환", "Environment"),
    "housing": ("주거·집수리", "Housing"),
    "other": ("기타", "Other"),
}

STATUSES: Labels = {
    "active": ("활동 중", "Active"),
    "dormant": ("쉬는 중", "Dormant"),
    "closed": ("문 닫음", "Closed"),
}

LEGAL_FORMS: Labels = {
    "unincorporated": ("법인 아님", "Unincorporated"),
    "cooperative": ("협동조합", "Co-operative"),
    "cooperative_federation": ("협동조합연합회", "Federation of co-operatives"),
    "social_cooperative": ("사회적협동조합", "Social co-operative"),
    "social_cooperative_federation": ("사회적협동조합연합회", "Federation of social co-operatives"),
    "agricultural_corporation": ("영농조합법인", "Farming association corporation"),
    "agricultural_company": ("농업회사법인", "Agricultural company"),
    "company": ("주식회사", "Stock company"),
    "limited_company": ("유한회사", "Limited company"),
    "association": ("사단법인", "Incorporated association"),
    "foundation": ("재단법인", "Foundation"),
    "fishing_corporation": ("영어조합법인", "Fishing association corporation"),
    "partnership": ("합자·합명회사", "Partnership company"),
    "welfare_corporation": ("사회복지법인", "Social welfare corporation"),
    "civic_group": ("비영리민간단체", "Non-profit civic group"),
    "sole_proprietor": ("개인사업자", "Sole proprietor"),
    "other": ("기타", "Other"),
}

DESIGNATIONS: Labels = {
    "certified_social_enterprise": ("사회적기업 인증", "Certified social enterprise"),
    "pre_social_enterprise_regional": ("지역형 예비사회적기업", "Pre-certified social enterprise (regional)"),
    "pre_social_enterprise_ministry": ("부처형 예비사회적기업", "Pre-certified social enterprise (ministry)"),
    "village_enterprise": ("마을기업 지정", "Designated village enterprise"),
    "village_enterprise_pre": ("예비마을기업 지정", "Preliminary village enterprise"),
    "village_enterprise_second": ("마을기업 재지정", "Village enterprise, second year"),
    "village_enterprise_advanced": ("마을기업 고도화", "Village enterprise, advanced"),
    "village_enterprise_excellent": ("우수·모두애 마을기업", "Excellent village enterprise"),
    "self_support_enterprise": ("자활기업 인정", "Recognised self-support enterprise"),
    "rural_community_company": ("농촌공동체회사 지정", "Designated rural community company"),
    "social_cooperative_approval": ("사회적협동조합 인가", "Approved social co-operative"),
    "disabled_standard_workplace": ("장애인 표준사업장", "Standard workplace for disabled people"),
}

MEMBER_PARTS: Labels = {
    "member": ("조합원·회원", "Member"),
    "worker": ("일하는 사람", "Worker"),
    "volunteer": ("자원봉사자", "Volunteer"),
    "buyer": ("이용자", "Buyer"),
}

EVIDENCE: Labels = {
    "A": ("가 — 회계감사", "A — audited"),
    "B": ("나 — 세무 신고", "B — tax filing"),
    "C": ("다 — 통장", "C — bankbook"),
    "D": ("라 — 말로 확인", "D — word of mouth"),
}

WAGES_BOOKED: Labels = {
    "gross": ("비용에 모두 적음", "Booked in full"),
    "net": ("지원금을 뺀 금액만 적음", "Booked net of the subsidy"),
}

DIMENSIONS: Labels = {
    "finance": ("재무", "Finance"),
    "market": ("시장", "Market"),
    "product": ("상품·서비스", "Product"),
    "people": ("사람", "People"),
    "governance": ("운영", "Governance"),
    "collaboration": ("협업", "Collaboration"),
    "social": ("사회적 가치", "Social value"),
}

MODES: Labels = {
    "call": ("공모", "Call for proposals"),
    "service": ("센터의 서비스", "Service of the centre"),
    "loan": ("융자", "Loan"),
    "no_money": ("돈 없는 지원", "No money"),
}

SOURCES: Labels = {
    "national": ("국비", "National money"),
    "province": ("도비", "Provincial money"),
    "county": ("군비", "County money"),
    "fund": ("사회적경제기금", "Social economy fund"),
    "private": ("민간", "Private money"),
}
"""The usual ones; a county may name others, which are shown as they are written."""


def label(table: Labels, code: str, language: str = "ko") -> str:
    korean, english = table.get(code, (code, code))
    return english if language.startswith("en") else korean
