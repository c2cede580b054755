"""Pages of the intelligence compartment; mounted at `intelligence/`."""

from django.urls import path

from tansiq.compartments.intelligence.views import assessments, plans, reports, requests, reviews, subjects, traces

app_name = "intelligence"

urlpatterns = [
    path("reports/", reports.listing, name="reports"),
    path("reports/new/", reports.new, name="report_new"),
    path("reports/<uuid:report_id>/", reports.show, name="report"),
    path("subjects/", subjects.listing, name="subjects"),
    path("subjects/new/", subjects.new, name="subject_new"),
    path("subjects/<uuid:subject_id>/", subjects.show, name="subject"),
    path("subjects/<uuid:subject_id>/reveal/", subjects.reveal, name="subject_reveal"),
    path("subjects/<uuid:subject_id>/accept/", reviews.accept, name="subject_accept"),
    path("subjects/<uuid:subject_id>/clear/", reviews.clear, name="subject_clear"),
    path("subjects/<uuid:subject_id>/revalidate/", reviews.revalidate, name="subject_revalidate"),
    path("subjects/<uuid:subject_id>/category/", reviews.categorise, name="subject_categorise"),
    path("subjects/<uuid:subject_id>/keep/", reviews.keep, name="subject_keep"),
    path("subjects/<uuid:subject_id>/review/", reviews.review, name="subject_review"),
    path("requests/", requests.listing, name="requests"),
    path("requests/new/", requests.new, name="request_new"),
    path("requests/<uuid:request_id>/", requests.show, name="request"),
    path("traces/", traces.listing, name="traces"),
    path("traces/new/", traces.new, name="trace_new"),
    path("traces/<uuid:trace_id>/", traces.show, name="trace"),
    path("plans/", plans.listing, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<uuid:plan_id>/", plans.show, name="plan"),
    path("plans/<uuid:plan_id>/redraw/", plans.redraw, name="plan_redraw"),
    path("conflicts/", plans.conflicts, name="conflicts"),
    path("conflicts/<uuid:conflict_id>/", plans.conflict, name="conflict"),
    path("conflicts/<uuid:conflict_id>/own/", plans.own, name="conflict_own"),
    path("assessments/new/", assessments.new, name="assessment_new"),
]
