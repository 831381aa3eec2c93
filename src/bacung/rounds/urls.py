"""The addresses of rounds."""

from django.urls import path

from bacung.rounds.views import again, comparing, district, index, papers, planning, round, sweeps

app_name = "rounds"

urlpatterns = [
    path("", index.index, name="index"),
    path("plan/", planning.plan, name="plan"),
    path("district/", district.district, name="district"),
    path("compare/<int:comparison_id>/", comparing.comparison, name="comparison"),
    path("whole/", sweeps.sweeps, name="sweeps"),
    path("whole/<int:sweep_id>/", sweeps.sweep, name="sweep"),
    path("whole/<int:sweep_id>/mend/", sweeps.mend, name="mend"),
    path("whole/<int:sweep_id>/ways.geojson", sweeps.geojson, name="sweep_geojson"),
    path("whole/<int:sweep_id>/turfs/<slug:turf>/", sweeps.turf, name="turf"),
    path("<int:round_id>/", round.round_, name="round"),
    path("<int:round_id>/ways.geojson", round.geojson, name="geojson"),
    path("<int:round_id>/progress/", planning.progress, name="progress"),
    path("<int:round_id>/take/", planning.take, name="take"),
    path("<int:round_id>/again/", again.again, name="again"),
    path("<int:round_id>/pairs/<int:number>/rest/", again.rest, name="rest"),
    path("<int:round_id>/problem.json", papers.problem_json, name="problem_json"),
    path("<int:round_id>/sheets.pdf", papers.sheets_pdf, name="sheets_pdf"),
    path("<int:round_id>/pairs/<int:number>/", round.pair, name="pair"),
    path("<int:round_id>/pairs/<int:number>/sheet.pdf", papers.sheet_pdf, name="sheet_pdf"),
    path("<int:round_id>/pairs/<int:number>/sheet.xlsx", papers.sheet_xlsx, name="sheet_xlsx"),
]
