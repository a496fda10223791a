//! Leads: made of conversations, found, moved on and changed (spec 11.3, 10.3). What they have in common with tickets is told there.

use crate::stories;
use crate::teams::{administrator, draft as team_draft, fault, is_on, make};
use crate::world::{Visitor, World, new_client_id, refusal};
use domain::id::{ConversationId, TeamId, UserId};
use domain::lead::{Lead, LeadCard, LeadDraft, LeadFilter, LeadNumber, LeadStage};
use domain::limit::{NAME_CHARACTERS, OPEN_RECORDS, PHONE_CHARACTERS, RECORDS_PAGE};
use domain::problem::Fault;
use domain::record::Versioned;
use domain::settings::TypedConversations;
use domain::team::{App, Team, Unready};
use domain::time::DAY_MS;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::SharedList;
use domain::wire::visitor::{End, FromVisitor};
use server::desk::{Desk, Signal};
use server::error::Error;
use uuid::Uuid;

/// Somebody who sets things, somebody who sells, and a team that takes leads.
struct Scene {
    chief: User,
    mara: User,
    team: Team,
    visitor: Visitor,
    conversation: ConversationId,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let chief = administrator(world).await;
        let team = is_on(world, &chief, App::Crm).await;
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("We need 40 mills").await;
        Self {
            chief,
            mara,
            team,
            visitor,
            conversation: world.conversation_of(visitor).await,
        }
    }

    /// Mara makes a lead of the conversation.
    async fn makes(&self, world: &World, title: &str) -> LeadCard {
        makes(world, &self.mara, self.conversation, title)
            .await
            .unwrap()
    }

    async fn lead(&self, world: &World, number: i64) -> Lead {
        let lead = world.desk().lead(&self.mara, LeadNumber(number));
        lead.await.unwrap()
    }

    /// Changes something of a lead as it is now.
    async fn changes(
        &self,
        world: &World,
        number: i64,
        change: impl Fn(&mut LeadDraft),
    ) -> Result<Lead, Error> {
        let lead = self.lead(world, number).await;
        let mut draft = lead.draft();
        change(&mut draft);
        let number = LeadNumber(number);
        let changed = world
            .desk()
            .change_lead(&self.mara, number, lead.version, draft);
        changed.await
    }

    async fn finds(&self, world: &World, filter: LeadFilter) -> Vec<i64> {
        let page = world.desk().leads(&self.mara, filter, None).await;
        numbers(&page.unwrap().records)
    }

    async fn finds_words(&self, world: &World, words: &str) -> Vec<i64> {
        let filter = LeadFilter {
            words: words.to_owned(),
            ..LeadFilter::default()
        };
        self.finds(world, filter).await
    }
}

async fn makes(
    world: &World,
    user: &User,
    conversation: ConversationId,
    title: &str,
) -> Result<LeadCard, Unready> {
    let made = world
        .desk()
        .make_lead(user, conversation, new_client_id(), title.to_owned());
    made.await.unwrap()
}

fn numbers(leads: &[LeadCard]) -> Vec<i64> {
    leads.iter().map(|lead| lead.number.0).collect()
}

stories! {
    async fn a_conversation_becomes_a_lead_with_what_was_said(world: &World) {
        let scene = Scene::set(world).await;
        world.answers(&scene.mara, scene.conversation, "By when?").await.unwrap();
        let card = scene.makes(world, " 40 \n mills ").await;
        assert_eq!((card.number, card.title.as_str()), (LeadNumber(1), "40 mills"));
        assert_eq!((card.team, card.owner, card.stage), (Some(scene.team.id), None, LeadStage::New));
        let lead = scene.lead(world, 1).await;
        assert_eq!(lead.description, "Visitor 1:\nWe need 40 mills\n\nMara:\nBy when?");
        assert_eq!((lead.card, lead.conversation), (card, Some(scene.conversation)));
        assert_eq!(scene.makes(world, "Another").await.number, LeadNumber(2));
    }

    async fn the_same_request_makes_no_second_lead(world: &World) {
        let scene = Scene::set(world).await;
        let id = new_client_id();
        let request = || world.desk().make_lead(&scene.mara, scene.conversation, id, "Mills".to_owned());
        let (first, at_once) = futures::future::join(request(), request()).await;
        assert_eq!(first.unwrap().unwrap(), at_once.unwrap().unwrap());
        world.desk().move_lead(&scene.mara, LeadNumber(1), LeadStage::Won).await.unwrap();
        let again = request().await.unwrap().unwrap();
        assert_eq!((again.number, again.stage), (LeadNumber(1), LeadStage::Won), "as it is by now");
        assert_eq!(scene.finds(world, LeadFilter::default()).await, [1]);
        let other = world.visitor("Another question").await;
        let other = world.conversation_of(other).await;
        let stolen = world.desk().make_lead(&scene.mara, other, id, "Mills".to_owned()).await;
        assert!(matches!(stolen, Err(Error::Conflict)), "{stolen:?}");
    }

    async fn what_has_to_be_switched_on_first_is_told_and_helpdesk_is_another_matter(world: &World) {
        let chief = administrator(world).await;
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("We need 40 mills").await;
        let id = world.conversation_of(visitor).await;
        is_on(world, &chief, App::Helpdesk).await;
        assert_eq!(makes(world, &mara, id, "Mills").await, Err(Unready::Off));
        assert_eq!(world.desk().open_leads(&mara, id).await.unwrap(), None);
        world.desk().switch_app(&chief, App::Crm, 0, true).await.unwrap();
        assert_eq!(makes(world, &mara, id, "Mills").await, Err(Unready::NoTeam));
        let silent = make(world, &chief, App::Crm, "Hotels", false).await;
        assert_eq!(makes(world, &mara, id, "Mills").await, Err(Unready::NoTeam));
        let with_chat = team_draft("Hotels", true);
        world.desk().change_team(&chief, App::Crm, silent.id, 0, with_chat).await.unwrap();
        assert_eq!(makes(world, &mara, id, "Mills").await.unwrap().team, Some(silent.id));
    }

    async fn a_lead_goes_to_the_team_with_live_chat_of_the_highest_priority(world: &World) {
        let scene = Scene::set(world).await;
        let hotels = make(world, &scene.chief, App::Crm, "Hotels", true).await;
        assert_eq!(scene.makes(world, "One").await.team, Some(scene.team.id));
        let order = vec![hotels.id, scene.team.id];
        world.desk().order_teams(&scene.chief, App::Crm, order).await.unwrap();
        assert_eq!(scene.makes(world, "Two").await.team, Some(hotels.id));
        world.desk().delete_team(&scene.chief, App::Crm, hotels.id).await.unwrap();
        assert_eq!(scene.lead(world, 2).await.card.team, None, "it stays, and is no team's");
    }

    async fn what_a_form_says_is_kept_and_of_two_at_once_the_second_is_told(world: &World) {
        let scene = Scene::set(world).await;
        let hotels = make(world, &scene.chief, App::Crm, "Hotels", false).await;
        scene.makes(world, "Mills").await;
        let before = scene.lead(world, 1).await;
        let draft = LeadDraft {
            title: "é".repeat(NAME_CHARACTERS),
            email: "ada@example.org".to_owned(),
            phone: "1".repeat(PHONE_CHARACTERS),
            description: "A hotel".to_owned(),
            team: Some(hotels.id),
            owner: Some(scene.mara.id),
            stage: LeadStage::Proposition,
        };
        let changed = world.desk().change_lead(&scene.mara, LeadNumber(1), before.version, draft.clone());
        let changed = changed.await.unwrap();
        assert_eq!((changed.draft(), changed.version), (draft.clone(), before.version + 1));
        let late = world.desk().change_lead(&scene.chief, LeadNumber(1), before.version, before.draft()).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(scene.lead(world, 1).await, changed);

        let longer = scene.changes(world, 1, |draft| draft.title.push('é')).await;
        assert_eq!(fault(longer), ("title".to_owned(), Fault::TooLong { limit: NAME_CHARACTERS }));
        let longer = scene.changes(world, 1, |draft| draft.phone.push('1')).await;
        assert_eq!(fault(longer), ("phone".to_owned(), Fault::TooLong { limit: PHONE_CHARACTERS }));
        let wrong = scene.changes(world, 1, |draft| "ada".clone_into(&mut draft.email)).await;
        assert_eq!(fault(wrong), ("email".to_owned(), Fault::NotAnEmail));
        let nobody = scene.changes(world, 1, |draft| draft.owner = Some(UserId(Uuid::now_v7()))).await;
        assert_eq!(fault(nobody), ("owner".to_owned(), Fault::Unknown));
        let none = scene.changes(world, 1, |draft| draft.team = Some(TeamId(Uuid::now_v7()))).await;
        assert_eq!(fault(none), ("team".to_owned(), Fault::Unknown));
        // A team of Helpdesk is no sales team.
        let repairs = make(world, &scene.chief, App::Helpdesk, "Repairs", true).await;
        let other = scene.changes(world, 1, |draft| draft.team = Some(repairs.id)).await;
        assert_eq!(fault(other), ("team".to_owned(), Fault::Unknown));
    }

    async fn leads_are_found_by_number_words_and_address_and_by_what_they_are(world: &World) {
        let scene = Scene::set(world).await;
        for title in ["Mills for a hotel", "Café in Lyon"] {
            scene.makes(world, title).await;
        }
        scene.changes(world, 2, |draft| {
            "ada@example.org".clone_into(&mut draft.email);
            "01 23 45".clone_into(&mut draft.phone);
            draft.description = String::new();
            draft.owner = Some(scene.mara.id);
            draft.team = None;
            draft.stage = LeadStage::Qualified;
        }).await.unwrap();
        assert_eq!(scene.finds_words(world, "").await, [2, 1]);
        assert_eq!(scene.finds_words(world, "HOTEL").await, [1]);
        assert_eq!(scene.finds_words(world, "ada").await, [2]);
        assert_eq!(scene.finds_words(world, "45").await, [2]);
        assert_eq!(scene.finds_words(world, "mills").await, [1], "what was taken out is not found");
        assert_eq!(scene.finds_words(world, "#2").await, [2]);
        assert_eq!(scene.finds_words(world, "\" XOR *").await, Vec::<i64>::new());
        let by = LeadFilter::default();
        assert_eq!(scene.finds(world, LeadFilter { stage: Some(LeadStage::Qualified), ..by.clone() }).await, [2]);
        assert_eq!(scene.finds(world, LeadFilter { team: Some(scene.team.id), ..by.clone() }).await, [1]);
        assert_eq!(scene.finds(world, LeadFilter { is_mine: true, ..by }).await, [2]);
    }

    async fn the_pipeline_has_a_column_for_each_stage_and_a_long_one_its_newest_page(world: &World) {
        let scene = Scene::set(world).await;
        for number in 0..=RECORDS_PAGE {
            scene.makes(world, &format!("Lead {number}")).await;
        }
        world.desk().move_lead(&scene.mara, LeadNumber(1), LeadStage::Lost).await.unwrap();
        world.desk().move_lead(&scene.mara, LeadNumber(3), LeadStage::Proposition).await.unwrap();
        scene.makes(world, "One more").await;
        scene.makes(world, "And another").await;
        let pipeline = world.desk().lead_board(&scene.mara, LeadFilter::default()).await.unwrap();
        let told: Vec<_> = pipeline.iter().map(|column| (column.stage, column.count)).collect();
        let most = RECORDS_PAGE + 1;
        assert_eq!(told, [
            (LeadStage::New, most),
            (LeadStage::Qualified, 0),
            (LeadStage::Proposition, 1),
            (LeadStage::Won, 0),
            (LeadStage::Lost, 1),
        ]);
        let new = numbers(&pipeline[0].records);
        assert_eq!((new.len(), new[0]), (RECORDS_PAGE, i64::try_from(RECORDS_PAGE).unwrap() + 3), "newest first");
        let first = world.desk().leads(&scene.mara, LeadFilter::default(), None).await.unwrap();
        assert_eq!(first.records.len(), RECORDS_PAGE);
        let rest = world.desk().leads(&scene.mara, LeadFilter::default(), first.below).await.unwrap();
        assert_eq!((numbers(&rest.records), rest.below), (vec![3, 2, 1], None));
        let gone = world.desk().move_lead(&scene.mara, LeadNumber(999), LeadStage::Won).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
    }

    async fn the_open_leads_of_a_visitor_stand_beside_each_of_his_conversations(world: &World) {
        let scene = Scene::set(world).await;
        for number in 0..OPEN_RECORDS + 3 {
            scene.makes(world, &format!("Lead {number}")).await;
        }
        let other = world.visitor("Another visitor").await;
        let other = world.conversation_of(other).await;
        for (number, stage) in [(23, LeadStage::Won), (22, LeadStage::Lost), (21, LeadStage::Proposition)] {
            world.desk().move_lead(&scene.mara, LeadNumber(number), stage).await.unwrap();
        }
        let open = world.desk().open_leads(&scene.mara, scene.conversation).await.unwrap().unwrap();
        let expected: Vec<i64> = (2..=21).rev().collect();
        assert_eq!(numbers(&open), expected);
        assert_eq!(world.desk().open_leads(&scene.mara, other).await.unwrap(), Some(Vec::new()));
        let nowhere = ConversationId(Uuid::now_v7());
        assert_eq!(refusal(world.desk().open_leads(&scene.mara, nowhere).await), Refusal::NotFound);
        let made = world.desk().make_lead(&scene.mara, nowhere, new_client_id(), "Mills".to_owned()).await;
        assert_eq!(refusal(made), Refusal::NotFound);
    }

    async fn a_lead_outlives_the_conversation_it_came_from(world: &World) {
        let scene = Scene::set(world).await;
        let kept = TypedConversations { kept_days: "30".to_owned(), keeps_figures: true, ..TypedConversations::default() };
        world.desk().save_conversation_settings(&scene.chief, 0, &kept).await.unwrap();
        scene.makes(world, "Mills").await;
        let before = scene.lead(world, 1).await;
        let end = FromVisitor::End(End { conversation: scene.visitor.conversation, client_id: new_client_id() });
        world.desk().visitor_frame(scene.visitor.token, end).await.unwrap();
        world.clock.advance(30 * DAY_MS);
        for done in futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await {
            done.unwrap();
        }
        assert_eq!(scene.lead(world, 1).await, Lead { conversation: None, ..before });
    }

    async fn consoles_are_told_that_leads_have_changed(world: &World) {
        let world = &world.on_one_node();
        let scene = Scene::set(world).await;
        let mut signals = world.desk().signals();
        let changed = Signal::Changed(SharedList::Leads);
        scene.makes(world, "Mills").await;
        assert_eq!(signals.recv().await.unwrap(), changed);
        scene.changes(world, 1, |draft| "Other".clone_into(&mut draft.title)).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
        world.desk().move_lead(&scene.mara, LeadNumber(1), LeadStage::Won).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
    }
}
