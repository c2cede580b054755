"""Acts in a court file: form, action, what it is about, words, permission, and the page afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework import actions
from tansiq.compartments.casework.forms import court as forms
from tansiq.compartments.casework.forms import final_steps as steps
from tansiq.compartments.casework.forms import rulings
from tansiq.compartments.casework.views.acts import Act

SPEAKS = "casework.open casework.court"
ACCUSED, VICTIMS = ("court_accused", "it"), ("court_victims", "file")
STEPS = (
    ("sentence", "accused", _("Plan the carrying out of a sentence of death"), ACCUSED),
    ("victim_step", "victim", _("Plan to release the remains, or to close the certificate of heirs"), VICTIMS),
)  # fmt: skip
DONE = (
    ("sentence", "accused", _("Enter that a sentence of death was carried out"), ACCUSED),
    ("victim_step", "victim", _("Enter that the remains were released, or the certificate of heirs closed"), VICTIMS),
)  # fmt: skip

ACTS: dict[str, Act] = {
    "accused_new": Act(
        forms.AccusedForm, actions.name_accused, "file", _("Name somebody who is accused"), _("Enter"),
        "casework.record", ("court_accused", "made"),
    ),
    "age_new": Act(
        forms.AgeForm, actions.state_age, "accused", _("Age at the act, and where the person is held"), _("Enter"),
        SPEAKS, ("court_accused", "it"),
        _("Nothing that was said before is overwritten. The youngest age leads until a judge rules: doubt is the"
          " person’s."),
    ),
    "victim_new": Act(
        forms.VictimForm, actions.name_victim, "file", _("Name a victim"), _("Enter"), "casework.record",
        ("court_victims", "it"),
    ),
    "harm_new": Act(
        forms.HarmForm, actions.state_harm, "victim", _("What became of a victim"), _("Enter"),
        "casework.record casework.court", ("court_victims", "file"),
        _("Nothing that was said before is overwritten. That somebody was killed leads until a court says otherwise."),
    ),
    "heirs_link": Act(
        forms.HeirsForm, actions.link_heirs, "victim", _("Number of the heirs’ file"), _("Enter"), SPEAKS,
        ("court_victims", "file"), _("Each victim has a record of its own. What stands in it is not read here."),
    ),
    "rank_new": Act(
        forms.RankForm, actions.describe_rank, "accused", _("What an analyst says of a rank"), _("Enter"),
        "casework.record", ("court_accused", "it"),
        _("It describes, and opens or closes nothing. The court does not see it."),
    ),
    "charge_new": Act(
        forms.ChargeForm, actions.allege_act, "accused", _("Allege an act"), _("Enter"), "casework.record",
        ("court_charge", "made"),
        _("One act of one person. What he did himself and what he answers for as commander are two records."),
    ),
    "charge_weigh": Act(
        forms.WeighForm, actions.weigh_charge, "charge", _("What speaks for and against, anew"), _("Enter"),
        "casework.record", ("court_charge", "it"),
    ),
    "charge_victims": Act(
        forms.MoreVictimsForm, actions.charge_victims, "charge", _("Whom else did this act harm?"), _("Decide"),
        "casework.open", ("court_charge", "it"),
        _("Nobody is taken out. What is decided for one victim touches no other."),
    ),
    "charge_move": Act(
        forms.MoveForm, actions.move_charge, "charge", _("What becomes of the charge"), _("Decide"),
        "casework.record", ("court_charge", "it"),
        _("What a court says of it is entered with the number of its record, not here."),
    ),
    "charge_review": Act(
        rulings.ReasonsForm, actions.review_charge, "charge", _("Why it is still alleged"), _("Enter"),
        "casework.open", ("court_charge", "it"),
        _("An act that nobody has indicted is looked at again once a year. If nothing keeps it, let it end instead."),
    ),
    "track_new": Act(
        forms.TrackForm, actions.characterise, "charge", _("On which track does it stand?"), _("Enter"), SPEAKS,
        ("court_charge", "it"),
        _("For one victim at a time. Whoever enters it is named with it; nobody and nothing infers it."),
    ),
    "settlement_new": Act(
        forms.SettlementForm, actions.agree_settlement, "file", _("A settlement with named families"), _("Enter"),
        "casework.open", ("court_victims", "it"),
        _("It touches no track, no other victim and nothing that an heir may ask for."),
    ),
    "hearing_new": Act(
        rulings.HearingForm, actions.plan_hearing, "file", _("Plan a hearing"), _("Plan"), SPEAKS,
        ("court_hearing", "made"),
        _("The victims’ office is told the hour for each victim whose heirs have a file, and reaches them safely."),
    ),
    "hearing_move": Act(
        rulings.MoveHearingForm, actions.move_hearing, "hearing", _("Move the hearing"), _("Move"), SPEAKS,
        ("court_hearing", "it"), _("The victims’ office is told at once, so that no family travels for nothing."),
    ),
    "hearing_cancel": Act(
        rulings.ReasonsForm, actions.cancel_hearing, "hearing", _("Cancel the hearing"), _("Decide"), SPEAKS,
        ("court_hearing", "it"), _("The victims’ office is told at once, so that no family travels for nothing."),
    ),
    "hearing_held": Act(
        rulings.HeardForm, actions.record_hearing, "file", _("Enter a hearing that took place"), _("Enter"), SPEAKS,
        ("court_hearing", "made"), _("Whatever it lacked, it is kept, and the inspector is told."),
    ),
    "hearing_finish": Act(
        rulings.FinishForm, actions.finish_hearing, "hearing", _("How the hearing went"), _("Enter"), SPEAKS,
        ("court_hearing", "it"), _("Whatever it lacked, it is kept, and the inspector is told."),
    ),
    "court_act_new": Act(
        rulings.CourtActForm, actions.record_court_act, "accused", _("Enter what a court said"), _("Enter"), SPEAKS,
        ("court_ruling", "made"),
        _("An acquittal, a release and a stay count when they are spoken. What is against the person counts with"
          " number and file of its paper."),
    ),
    "paper_new": Act(
        rulings.PaperForm, actions.add_court_paper, "court_act", _("The paper of a ruling has come"), _("Enter"),
        SPEAKS, ("court_ruling", "it"),
    ),
    "court_act_complete": Act(
        rulings.CompleteForm, actions.complete_court_act, "court_act", _("Complete what a court said"), _("Enter"),
        SPEAKS, ("court_ruling", "it"),
        _("What stands there stays. Until it is complete nothing against the person follows from it."),
    ),
    "card_new": Act(
        rulings.CardForm, actions.file_card, "accused", _("File a paper to a stop-card"), _("File it"),
        "casework.court",
        ("court_accused", "it"), _("The court alone sees it. Everybody else reads the stop."),
    ),
    "stop_rule": Act(
        rulings.StopForm, actions.rule_on_stop, "accused", _("Enter the ruling of a judge that ends a stop"),
        _("Enter"), "casework.court", ("court_accused", "it"), _("It ends stops of this file, none of another cause."),
    ),
    "ratification_send": Act(
        rulings.ReasonsForm, actions.send_for_ratification, "accused", _("Send the file for ratification"), _("Decide"),
        SPEAKS, ("court_accused", "it"), _("It cannot be undone, and it stops anew with it: the court speaks again."),
    ),
    **{
        f"{name}_plan": Act(
            steps.StepPlanForm, actions.plan_step, about, title, _("Plan"), SPEAKS, page,
            _("It cannot be undone. While a court must speak first no plan is taken, and one that was made waits"
              " until it is made anew."),
        )
        for name, about, title, page in STEPS
    },
    **{
        f"{name}_happened": Act(
            steps.StepHappenedForm, actions.record_step, about, title, _("Enter"), SPEAKS, page,
            _("Whatever it lacked, it is kept. The inspector is told where the court had to speak first."),
        )
        for name, about, title, page in DONE
    },
    "step_call_off": Act(
        rulings.ReasonsForm, actions.call_off_step, "step", _("Call off a step that is planned"), _("Call it off"),
        SPEAKS, ("court_file", "file"),
    ),
    "letter_new": Act(
        rulings.LetterForm, actions.write_letter, "accused", _("Letter of the prosecution"), _("Enter"),
        "casework.open", ("court_accused", "it"),
        _("After an allegation of a killing nobody enters the return track without it."),
    ),
    "return_open": Act(
        rulings.ReasonsForm, actions.open_return, "accused",
        _("Nothing of ours keeps from the return track"), _("Decide"), "casework.open", ("court_accused", "it"),
        _("It promises nothing and ends no charge."),
    ),
}  # fmt: skip
