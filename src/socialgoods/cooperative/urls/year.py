from django.urls import path

from socialgoods.cooperative.views import board, disclosure, loans, officers, year_end

HERE = "cooperatives/<slug:code>/"
YEAR = HERE + "years/<int:year>/"

urlpatterns = [
    path(HERE + "officers/", officers.officers, name="officers"),
    path(HERE + "officers/new/", officers.officer_new, name="officer_new"),
    path(HERE + "officers/elected/<int:pk>/", officers.officer_elected, name="officer_elected"),
    path(HERE + "officers/<int:pk>/step-down/", officers.officer_step_down, name="officer_step_down"),
    path(HERE + "officers/<int:pk>/recall/", officers.recall_demand, name="recall_demand"),
    path(HERE + "recalls/<int:pk>/decide/", officers.recall_decide, name="recall_decide"),
    path(HERE + "board/", board.board, name="board"),
    path(HERE + "board/new/", board.board_new, name="board_new"),
    path(HERE + "board/<int:pk>/", board.board_meeting, name="board_meeting"),
    path(HERE + "board/<int:pk>/minutes.pdf", board.board_minutes, name="board_minutes"),
    path(HERE + "years/", year_end.year_ends, name="year_ends"),
    path(YEAR, year_end.year_end, name="year_end"),
    path(YEAR + "prepare/", year_end.year_prepare, name="year_prepare"),
    path(YEAR + "report/", year_end.year_report, name="year_report"),
    path(YEAR + "main-business/", year_end.year_measure, name="year_measure"),
    path(YEAR + "supply/", year_end.year_supply, name="year_supply"),
    path(YEAR + "audit/", year_end.year_submit, name="year_submit"),
    path(YEAR + "take-back/", year_end.year_take_back, name="year_take_back"),
    path(YEAR + "opinion/", year_end.year_opinion, name="year_opinion"),
    path(YEAR + "approve/", year_end.year_approve, name="year_approve"),
    path(YEAR + "book/", year_end.year_book, name="year_book"),
    path(YEAR + "papers/", year_end.year_attach, name="year_attach"),
    path(YEAR + "papers.pdf", year_end.year_papers, name="year_papers"),
    path(YEAR + "disclose/", disclosure.disclose, name="disclose"),
    path(HERE + "disclosures/<int:year>/", disclosure.disclosure, name="disclosure"),
    path(HERE + "disclosures/<int:year>/correct/", disclosure.disclosure_correct, name="disclosure_correct"),
    path(HERE + "disclosures/<int:year>/<int:version>/", disclosure.disclosure, name="disclosure_version"),
    path(HERE + "loans/", loans.loans, name="loans"),
    path(HERE + "loans/new/", loans.loan_new, name="loan_new"),
    path(HERE + "loans/<int:pk>/repay/", loans.loan_repay, name="loan_repay"),
]
