"""Pages of the inspector, of the desks that take complaints, and of agencies that answer; mounted at `oversight/`."""

from django.urls import path

from tansiq.compartments.oversight.views import (
    appeals,
    complaints,
    figures,
    footprints,
    log,
    published,
    reads,
    tasks,
    to_look_at,
)

app_name = "oversight"

urlpatterns = [
    path("", to_look_at.inbox, name="inbox"),
    path("log/", log.log, name="log"),
    path("refusals/", log.refusals, name="refusals"),
    path("refused/", figures.refused, name="refused"),
    path("published/", published.published, name="published"),
    path("reads/", reads.reads, name="reads"),
    path("findings/", reads.findings, name="findings"),
    path("findings/<uuid:finding_id>/", reads.finding, name="finding"),
    path("samples/", reads.samples, name="samples"),
    path("samples/<uuid:sample_id>/", reads.sample, name="sample"),
    path("samples/reads/<uuid:item_id>/", reads.item, name="sample_item"),
    path("owed/", tasks.owed, name="owed"),
    path("questions/<uuid:question_id>/", reads.question, name="question"),
    path("tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.complaint_new, name="complaint_new"),
    path("complaints/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<uuid:complaint_id>/receipt/", complaints.complaint_receipt, name="complaint_receipt"),
    path("complaints/<uuid:complaint_id>/handed/", complaints.complaint_handed, name="complaint_handed"),
    path("complaints/<uuid:complaint_id>/letter/", complaints.complaint_letter, name="complaint_letter"),
    path("complaints/<uuid:complaint_id>/decide/", complaints.complaint_decide, name="complaint_decide"),
    path("complaints/<uuid:complaint_id>/appeal/", appeals.appeal_new, name="appeal_new"),
    path("appeals/<uuid:appeal_id>/", appeals.appeal, name="appeal"),
    path("appeals/<uuid:appeal_id>/letter/", appeals.appeal_letter, name="appeal_letter"),
    path("figures/", figures.figures, name="figures"),
    path("footprints/", footprints.footprints, name="footprints"),
    path("footprints/<uuid:footprint_id>/", footprints.footprint, name="footprint"),
    path("footprints/<uuid:footprint_id>/lines/", footprints.footprint_read, name="footprint_read"),
    path("footprints/<uuid:footprint_id>/letter/", footprints.footprint_letter, name="footprint_letter"),
]
