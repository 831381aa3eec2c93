"""The addresses of rounds."""

from django.urls import path

from bacung.rounds import views

app_name = "rounds"

urlpatterns = [
    path("", views.index, name="index"),
    path("plan/", views.plan, name="plan"),
    path("<int:round_id>/", views.round_, name="round"),
    path("<int:round_id>/sheets.pdf", views.sheets_pdf, name="sheets_pdf"),
    path("<int:round_id>/pairs/<int:number>/", views.pair, name="pair"),
    path("<int:round_id>/pairs/<int:number>/sheet.pdf", views.sheet_pdf, name="sheet_pdf"),
    path("<int:round_id>/pairs/<int:number>/sheet.xlsx", views.sheet_xlsx, name="sheet_xlsx"),
]
