//! *Sessions → Pipeline* (spec 11.3): visitors who may buy, by stage or as a list.

pub(crate) mod api;

use crate::contacts::{ContactOfRecord, api as contacts};
use crate::record_form::{Asked, RecordForm, Recorded, Said};
use crate::records::{
    ColumnOf, FilterOf, Kind, KindTexts, Links, OfConversation, PageOf, RecordPage, RecordsPage,
    StageChoice, Told, Written,
};
use crate::text::{Texts, use_texts};
use crate::ui::Extent;
use domain::id::{TeamId, UserId};
use domain::lead::{Lead, LeadCard, LeadDraft, LeadNumber, LeadStage, SOURCE};
use domain::team::App;
use leptos::prelude::*;

/// Leads, as a kind of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leads;

/// The page `/sessions/leads`.
#[component]
pub(crate) fn LeadsPage() -> impl IntoView {
    view! { <RecordsPage kind=Leads /> }
}

/// The page `/sessions/leads/NUMBER`.
#[component]
pub(crate) fn LeadPage() -> impl IntoView {
    view! { <RecordPage kind=Leads /> }
}

impl Recorded for Lead {
    fn load(&self) -> Asked<Self> {
        Box::pin(api::load(self.card.number))
    }

    fn change(&self, version: i64, draft: LeadDraft) -> Asked<Self> {
        Box::pin(api::change(self.card.number, version, draft))
    }
}

impl Kind for Leads {
    type Record = Lead;
    type Stage = LeadStage;

    fn app(self) -> App {
        App::Crm
    }

    fn place(self) -> &'static str {
        "/sessions/leads"
    }

    fn icon(self) -> &'static str {
        "star"
    }

    fn texts(self, texts: &'static Texts) -> KindTexts {
        KindTexts {
            records: texts.pipeline,
            record: texts.lead,
            further: texts.lead_email,
            stage: texts.lead_stage,
            move_of: texts.lead_move,
            owner: texts.lead_owner,
            mine: texts.leads_mine,
            older: texts.leads_older,
            none: texts.leads_none,
            none_text: texts.leads_none_text,
            off: texts.leads_off,
            off_text: texts.leads_off_text,
            missing: texts.lead_missing,
            missing_text: texts.lead_missing_text,
            changed: texts.lead_changed,
        }
    }

    fn stage_name(self, texts: &'static Texts, stage: LeadStage) -> &'static str {
        match stage {
            LeadStage::New => texts.lead_new,
            LeadStage::Qualified => texts.lead_qualified,
            LeadStage::Proposition => texts.lead_proposition,
            LeadStage::Won => texts.lead_won,
            LeadStage::Lost => texts.lead_lost,
        }
    }

    fn told(self, card: &LeadCard) -> Told<LeadStage> {
        Told {
            title: card.title.clone(),
            stage: card.stage,
            team: card.team,
            owner: card.owner,
            created_at: card.created_at,
        }
    }

    fn at_stage(self, card: LeadCard, stage: LeadStage) -> LeadCard {
        LeadCard { stage, ..card }
    }

    fn further(self, card: &LeadCard) -> AnyView {
        let email = Some(card.email.clone()).filter(|email| !email.is_empty());
        let mark = email.map(|email| view! { <span class="lead-email" dir="auto">{email}</span> });
        mark.into_any()
    }

    fn fields(self, texts: &'static Texts, draft: &LeadDraft) -> Vec<Said> {
        let stage = self.stage_name(texts, draft.stage).to_owned();
        vec![
            (texts.record_title, draft.title.clone()),
            (texts.lead_email, draft.email.clone()),
            (texts.lead_phone, draft.phone.clone()),
            (texts.lead_notes, draft.description.clone()),
            (texts.lead_stage, stage),
        ]
    }

    fn set_team(self, draft: &mut LeadDraft, team: Option<TeamId>) {
        draft.team = team;
    }

    fn set_owner(self, draft: &mut LeadDraft, owner: Option<UserId>) {
        draft.owner = owner;
    }

    fn words(self, form: RecordForm<Lead>) -> AnyView {
        let texts = use_texts();
        let draft = form.draft;
        let notes = Signal::derive(move || draft.with(|draft| draft.description.clone()));
        view! {
            <Written form name="title" label=texts.record_title of=|draft| &mut draft.title />
            <div class="record__pair">
                <Written form name="email" label=texts.lead_email of=|draft| &mut draft.email />
                <Written form name="phone" label=texts.lead_phone of=|draft| &mut draft.phone />
            </div>
            <Written
                form
                name="description"
                label=texts.lead_notes
                of=|draft| &mut draft.description
                extent=Extent::Lines
            />
            <Links text=notes />
        }
        .into_any()
    }

    fn facts(self, form: RecordForm<Lead>) -> AnyView {
        view! { <StageChoice kind=self form of=|draft| &mut draft.stage /> }.into_any()
    }

    fn origin(self, form: RecordForm<Lead>) -> AnyView {
        let texts = use_texts();
        let known = form.known;
        let made_at = Signal::derive(move || known.with(|known| known.card.created_at));
        let conversation = Signal::derive(move || known.with(|known| known.conversation));
        let number = known.with_untracked(|known| known.card.number);
        view! {
            <section class="record__extra" aria-label=texts.lead_extra>
                <h2 class="form__title">{texts.lead_extra}</h2>
                <dl class="record__facts">
                    <dt>{texts.lead_source}</dt>
                    <dd>{SOURCE}</dd>
                </dl>
                <OfConversation made_at conversation />
                <ContactOfRecord
                    number
                    ask=|number| Box::pin(contacts::of_lead(number))
                    give=|number, contact| Box::pin(api::give_lead(number, contact))
                />
            </section>
        }
        .into_any()
    }

    fn ask_page(self, filter: FilterOf<Self>, below: Option<LeadNumber>) -> Asked<PageOf<Self>> {
        Box::pin(api::page(filter, below))
    }

    fn ask_board(self, filter: FilterOf<Self>) -> Asked<Vec<ColumnOf<Self>>> {
        Box::pin(api::board(filter))
    }

    fn ask(self, number: LeadNumber) -> Asked<Lead> {
        Box::pin(api::load(number))
    }

    fn move_to(self, number: LeadNumber, stage: LeadStage) -> Asked<()> {
        Box::pin(api::move_to(number, stage))
    }
}
