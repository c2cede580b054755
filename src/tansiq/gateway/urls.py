"""Addresses of the gateway."""

from django.urls import path

from tansiq.gateway.views import asks, budgets, disclosures, exports, glass, hits, numbers, orders, recalls, threats

app_name = "gateway"
urlpatterns = [
    path("ask/", asks.ask, name="ask"),
    path("asks/", asks.asks, name="asks"),
    path("asks/happened/", asks.happened_by_number, name="happened"),
    path("asks/<uuid:ask_id>/", asks.ask_detail, name="ask_detail"),
    path("asks/<uuid:ask_id>/happened/", asks.happened, name="ask_happened"),
    path("threats/new/", threats.new, name="threat_new"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("calls/", asks.find_call, name="calls"),
    path("calls/<uuid:ask_id>/", asks.call, name="call"),
    path("hits/", hits.hits, name="hits"),
    path("hits/<uuid:hit_id>/", hits.hit, name="hit"),
    path("hits/<uuid:hit_id>/undo/", hits.undo, name="hit_undo"),
    path("validators/", hits.validators, name="validators"),
    path("releases/<uuid:hit_id>/", hits.releases, name="releases"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
    path("disclosures/<uuid:disclosure_id>/", disclosures.disclosure, name="disclosure"),
    path("disclosures/<uuid:disclosure_id>/reveal/", disclosures.reveal, name="disclosure_reveal"),
    path("disclosures/<uuid:disclosure_id>/withdraw/", disclosures.withdraw, name="disclosure_withdraw"),
    path("disclosures/<uuid:disclosure_id>/withdrawn/", disclosures.withdrawn, name="disclosure_withdrawn"),
    path("disclosures/<uuid:disclosure_id>/permission/", disclosures.ask_permission, name="disclosure_permission"),
    path("disclosures/<uuid:disclosure_id>/pass-on/", disclosures.pass_on, name="disclosure_pass_on"),
    path("permissions/<uuid:permission_id>/", disclosures.permission, name="permission"),
    path("recalls/", recalls.recalls, name="recalls"),
    path("recalls/<uuid:recall_id>/", recalls.recall, name="recall"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/revoke/", orders.revoke, name="order_revoke"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/new/<str:kind>/", numbers.number_new, name="number_new"),
    path("numbers/<uuid:number_id>/", numbers.number, name="number"),
    path("numbers/<uuid:number_id>/revoke/", numbers.revoke, name="number_revoke"),
    path("opened/", glass.glasses, name="glasses"),
    path("opened/new/<uuid:hit_id>/", glass.open_glass, name="glass_open"),
    path("opened/<uuid:glass_id>/", glass.glass, name="glass"),
    path("export/", exports.export, name="export"),
]
