from django.urls import path

from tansiq.compartments.casework.views import acts, cases, exhibits, files

app_name = "casework"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("new/", cases.case_new, name="case_new"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/worker/", cases.worker, name="worker"),
    path("<uuid:case_id>/incident/", cases.incident_new, name="incident_new"),
    path("<uuid:case_id>/labels/", exhibits.labels, name="labels"),
    path("incidents/<uuid:incident_id>/", cases.incident, name="incident"),
    path("incidents/<uuid:incident_id>/log/", cases.entry_new, name="entry_new"),
    path("incidents/<uuid:incident_id>/exhibit/", exhibits.exhibit_new, name="exhibit_new"),
    path("<uuid:record_id>/explanations/", files.explanations, name="explanations"),
    path("<uuid:record_id>/matrix/", files.matrix, name="matrix"),
    path("statements/<uuid:record_id>/", files.statement, name="statement"),
    path("devices/<uuid:record_id>/", files.device, name="device"),
    path("weapons/<uuid:record_id>/", files.weapon, name="weapon"),
    path("briefs/<uuid:record_id>/", files.brief, name="brief"),
    path("briefs/<uuid:record_id>/manifest/", files.manifest, name="manifest"),
    *(path(f"{act}/<uuid:record_id>/", acts.act, {"act": act}, name=act) for act in acts.ACTS),
    path("exhibits/", exhibits.exhibits, name="exhibits"),
    path("exhibits/count/", exhibits.count, name="count"),
    path("exhibits/hand-over/", exhibits.hand_over, name="hand_over"),
    path("exhibits/<uuid:exhibit_id>/", exhibits.exhibit, name="exhibit"),
    path("exhibits/<uuid:exhibit_id>/chain/", exhibits.chain, name="chain"),
    path("exhibits/<uuid:exhibit_id>/label/", exhibits.label, name="label"),
    path("exhibits/<uuid:exhibit_id>/withdraw/", exhibits.withdraw, name="withdraw"),
    *(path(f"exhibits/<uuid:exhibit_id>/{act}/", exhibits.act, {"act": act}, name=act) for act in exhibits.ACTS),
    path("photographs/<uuid:photograph_id>/", exhibits.photograph, name="photograph"),
    path("counts/<uuid:sheet_id>/", exhibits.sheet, name="sheet"),
]
