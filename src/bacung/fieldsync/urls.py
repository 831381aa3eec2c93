"""The pages about phones."""

from django.urls import path

from bacung.fieldsync import api
from bacung.fieldsync.views import answers, app, carry, pairing, phones

app_name = "fieldsync"

urlpatterns = [
    path("phone/", app.app, name="app"),
    path("phone/about.json", app.about, name="about"),
    path("phone/<path:name>", app.app_file, name="app_file"),
    path("sync/v1/hello", api.hello, name="hello"),
    path("sync/v1/pair", api.pair, name="pair"),
    path("sync/v1/bootstrap", api.bootstrap, name="bootstrap"),
    path("sync/v1/basemap", api.basemap, name="basemap"),
    path("sync/v1/push", api.push, name="push"),
    path("sync/v1/pull", api.pull, name="pull"),
    path("phones/", phones.index, name="index"),
    path("phones/pair/", pairing.choose, name="choose"),
    path("phones/pair/<int:round_id>/", pairing.walkers, name="walkers"),
    path("phones/pair/<int:round_id>/code/", pairing.code, name="code"),
    path("phones/pair/<int:round_id>/codes/", pairing.codes, name="codes"),
    path("phones/apart/", answers.apart, name="apart"),
    path("phones/apart/answer/", answers.answer_alike, name="answer_alike"),
    path("phones/apart/<int:row_id>/", answers.apart_record, name="apart_record"),
    path("phones/apart/<int:row_id>/answer/", answers.answer_apart, name="answer_apart"),
    path("phones/questions/", answers.questions, name="questions"),
    path("phones/questions/<uuid:event_id>/answer/", answers.answer_question, name="answer_question"),
    path("phones/flags/<int:flag_id>/answer/", answers.answer_flag, name="answer_flag"),
    path("phones/carry/", carry.carry, name="carry"),
    path("phones/<uuid:device_id>/", phones.phone, name="phone"),
    path("phones/<uuid:device_id>/revoke/", phones.revoke, name="revoke"),
    path("phones/<uuid:device_id>/handover/", phones.handover, name="handover"),
]
