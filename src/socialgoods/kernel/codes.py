"""The codes every room agrees on (DESIGN part 7): code → (Korean, English), in the order they are listed.

A county adds kinds and sectors in its `county.toml`; these are the ones every county has. The names
of the plan's sectors and kinds are those of the Wanju plan, the designations those of the law.
"""

Codes = dict[str, tuple[str, str]]

KINDS: Codes = {
    "village_community": ("마을공동체", "Village community"),
    "local_community": ("지역공동체", "Local community"),
    "cooperative": ("협동조합", "Co-operative"),
    "social_cooperative": ("사회적협동조합", "Social co-operative"),
    "processing_community": ("가공공동체", "Processing community"),
    "village_enterprise": ("마을기업", "Village enterprise"),
    "self_support_enterprise": ("자활기업", "Self-support enterprise"),
    "social_enterprise": ("사회적기업", "Social enterprise"),
    "pre_social_enterprise": ("예비사회적기업", "Preliminary social enterprise"),
    "rural_community_company": ("농촌공동체회사", "Rural community company"),
    "nonprofit": ("비영리단체", "Non-profit organisation"),
}

SECTORS: Codes = {
    "food": ("먹거리", "Food"),
    "education": ("교육", "Education"),
    "welfare": ("복지", "Welfare"),
    "health": ("건강·의료", "Health"),
    "culture": ("문화·예술", "Culture"),
    "tourism": ("관광·체험", "Tourism"),
    "energy": ("에너지", "Energy"),
    "craft": ("공예·제조", "Craft"),
    "retail": ("유통·판매", "Retail"),
    "environment": ("환경", "Environment"),
    "housing": ("주거·건축", "Housing"),
    "other": ("기타", "Other"),
}

STATUSES: Codes = {
    "active": ("활동 중", "Active"),
    "dormant": ("쉬는 중", "Dormant"),
    "closed": ("문 닫음", "Closed"),
}

LEGAL_FORMS: Codes = {
    "informal": ("법인 아닌 공동체", "Unincorporated community"),
    "sole_proprietor": ("개인사업자", "Sole proprietor"),
    "cooperative": ("협동조합", "Co-operative"),
    "social_cooperative": ("사회적협동조합", "Social co-operative"),
    "cooperative_federation": ("협동조합연합회", "Federation of co-operatives"),
    "agricultural_cooperative": ("농업협동조합", "Agricultural co-operative"),
    "farming_association": ("영농조합법인", "Farming association corporation"),
    "agricultural_company": ("농업회사법인", "Agricultural corporation"),
    "fishing_association": ("영어조합법인", "Fishing association corporation"),
    "stock_company": ("주식회사", "Stock company"),
    "limited_company": ("유한회사", "Limited company"),
    "partnership": ("합자·합명회사", "Partnership"),
    "association": ("사단법인", "Incorporated association"),
    "foundation": ("재단법인", "Incorporated foundation"),
    "welfare_corporation": ("사회복지법인", "Social welfare corporation"),
    "nonprofit_group": ("비영리민간단체", "Non-profit civic group"),
    "other": ("기타", "Other"),
}

DESIGNATIONS: Codes = {
    "certified_social_enterprise": ("인증 사회적기업", "Certified social enterprise"),
    "pre_social_enterprise_regional": ("지역형 예비사회적기업", "Preliminary social enterprise (regional)"),
    "pre_social_enterprise_ministry": ("부처형 예비사회적기업", "Preliminary social enterprise (ministry)"),
    "village_enterprise": ("마을기업", "Village enterprise"),
    "village_enterprise_pre": ("예비마을기업", "Preliminary village enterprise"),
    "village_enterprise_new": ("신규 마을기업(1차)", "Village enterprise, first year"),
    "village_enterprise_renewed": ("재지정 마을기업(2차)", "Village enterprise, second year"),
    "village_enterprise_advanced": ("고도화 마을기업(3차)", "Village enterprise, third year"),
    "village_enterprise_excellent": ("우수·모두애 마을기업", "Excellent village enterprise"),
    "self_support_enterprise": ("자활기업", "Self-support enterprise"),
    "rural_community_company": ("농촌공동체회사", "Rural community company"),
}

MEMBER_ROLES: Codes = {
    "member": ("조합원·회원", "Member"),
    "worker": ("일하는 사람", "Worker"),
    "volunteer": ("자원봉사자", "Volunteer"),
    "buyer": ("이용자", "Buyer"),
}

EVIDENCE: Codes = {
    "A": ("회계감사", "Audited"),
    "B": ("세무 신고", "Tax filing"),
    "C": ("통장", "Bankbook"),
    "D": ("말로 확인", "Word of mouth"),
}

WAGES_BOOKED: Codes = {
    "gross": ("비용에 모두 적음", "All wages booked as cost"),
    "net": ("지원금을 뺀 금액만 적음", "Booked net of the subsidy"),
}

DIMENSIONS: Codes = {
    "finance": ("재무", "Finance"),
    "market": ("판로", "Market"),
    "product": ("제품·서비스", "Product"),
    "people": ("사람", "People"),
    "governance": ("운영·의사결정", "Governance"),
    "collaboration": ("협업", "Collaboration"),
    "social": ("사회적 가치", "Social value"),
}

MODES: Codes = {
    "call": ("공모", "Call for proposals"),
    "service": ("센터의 서비스", "Service of the centre"),
    "loan": ("융자", "Loan"),
    "no_money": ("돈 없는 지원", "No money"),
}


def label(codes: Codes, code: str, *, language: str = "ko") -> str:
    """The label of a code, or the code itself when the county has since dropped it."""
    korean, english = codes.get(code, (code, code))
    return english if language.startswith("en") else korean
