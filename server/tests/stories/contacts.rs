//! Contacts: made of what visitors say of themselves and by hand, found, changed, merged and deleted (spec 11.1).

use crate::chatbots::{answers_everywhere, begins, step};
use crate::left_messages::{left, takes_messages};
use crate::mails::{administrator, mail_server};
use crate::retention::stands_somewhere;
use crate::smtp::Mood;
use crate::stories;
use crate::teams::{fault, is_on};
use crate::world::{Visitor, World, new_client_id, new_token, refusal, start};
use domain::audit::Audited;
use domain::chatbot::Kind;
use domain::contact::{Contact, ContactDraft};
use domain::id::{ContactId, ConversationId};
use domain::lead::LeadCard;
use domain::limit::{
    CONTACTS_PAGE, NAME_CHARACTERS, NOTE_CHARACTERS, PHONE_CHARACTERS, QUERY_CHARACTERS,
};
use domain::problem::Fault;
use domain::rule::OperatorCondition;
use domain::settings::TypedConversations;
use domain::team::App;
use domain::ticket::{TicketCard, TicketNumber};
use domain::time::DAY_MS;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::SharedList;
use domain::wire::copy::SendCopy;
use domain::wire::visitor::{End, FromVisitor};
use serde_json::Value;
use server::desk::{Desk, Signal};
use server::error::Error;
use uuid::Uuid;

/// Somebody who sets things, somebody who answers, and a chatbot that asks everybody for an address and then for a number.
struct Scene {
    chief: User,
    mara: User,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let chief = administrator(world).await;
        let steps = vec![
            step("Where may we write?", Kind::Email),
            step("Where may we call?", Kind::Phone),
            step("What is it about?", Kind::FreeInput),
        ];
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let mara = world.operator("Mara").await;
        Self { chief, mara }
    }

    async fn all(&self, world: &World) -> Vec<Contact> {
        self.finds(world, "").await
    }

    async fn finds(&self, world: &World, words: &str) -> Vec<Contact> {
        let page = world.desk().contacts(&self.mara, words, None).await;
        let mut found = Vec::new();
        for (_, card) in page.unwrap().contacts {
            found.push(self.contact(world, card.id).await);
        }
        found
    }

    async fn contact(&self, world: &World, id: ContactId) -> Contact {
        world.desk().contact(&self.mara, id).await.unwrap()
    }

    /// The contact to which a visitor belongs.
    async fn of(&self, world: &World, visitor: Visitor) -> Option<ContactId> {
        let id = world.conversation_of(visitor).await;
        let found = world.desk().conversation_contact(&self.mara, id).await;
        found.unwrap().map(|card| card.id)
    }

    async fn makes(&self, world: &World, draft: ContactDraft) -> Contact {
        makes(world, &self.mara, draft).await.unwrap()
    }

    async fn changes(
        &self,
        world: &World,
        id: ContactId,
        change: impl Fn(&mut ContactDraft),
    ) -> Contact {
        let contact = self.contact(world, id).await;
        let mut draft = contact.draft;
        change(&mut draft);
        let changed = world
            .desk()
            .change_contact(&self.mara, id, contact.version, draft);
        changed.await.unwrap()
    }

    /// Makes a ticket of a conversation.
    async fn ticket(&self, world: &World, conversation: ConversationId) -> TicketCard {
        let title = "Mill".to_owned();
        let made = world
            .desk()
            .make_ticket(&self.mara, conversation, new_client_id(), title);
        made.await.unwrap().unwrap()
    }

    /// Makes a lead of a conversation.
    async fn lead(&self, world: &World, conversation: ConversationId) -> LeadCard {
        let title = "40 mills".to_owned();
        let made = world
            .desk()
            .make_lead(&self.mara, conversation, new_client_id(), title);
        made.await.unwrap().unwrap()
    }

    /// Both apps are on.
    async fn makes_records(&self, world: &World) {
        for app in App::ALL {
            is_on(world, &self.chief, app).await;
        }
    }

    /// The contacts of a ticket and of a lead.
    async fn of_records(
        &self,
        world: &World,
        ticket: &TicketCard,
        lead: &LeadCard,
    ) -> [Option<ContactId>; 2] {
        let ticket = world.desk().ticket_contact(&self.mara, ticket.number).await;
        let lead = world.desk().lead_contact(&self.mara, lead.number).await;
        [ticket, lead].map(|found| found.unwrap().map(|card| card.id))
    }
}

async fn makes(world: &World, user: &User, draft: ContactDraft) -> Result<Contact, Error> {
    let id = ContactId(Uuid::new_v4());
    world.desk().make_contact(user, id, draft).await
}

fn named(name: &str, email: &str) -> ContactDraft {
    ContactDraft {
        name: name.to_owned(),
        email: email.to_owned(),
        ..ContactDraft::default()
    }
}

fn emails(contacts: &[Contact]) -> Vec<&str> {
    contacts
        .iter()
        .map(|contact| contact.draft.email.as_str())
        .collect()
}

async fn ends(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    world
        .desk()
        .visitor_frame(visitor.token, end)
        .await
        .unwrap();
}

/// All that a visitor is sent of his conversation, without what differs between any two: ids, and places in the journal.
async fn sent(world: &World, visitor: Visitor) -> String {
    let snapshot = world
        .desk()
        .visitor_snapshot(visitor.token, visitor.conversation)
        .await;
    let mut told = serde_json::to_value(snapshot.unwrap()).unwrap();
    alike(&mut told);
    told.to_string()
}

fn alike(told: &mut Value) {
    match told {
        Value::String(text) if text.parse::<Uuid>().is_ok() => "id".clone_into(text),
        Value::Array(all) => all.iter_mut().for_each(alike),
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "position" => *value = Value::Null,
                    _ => alike(value),
                }
            }
        }
        _ => {}
    }
}

stories! {
    async fn the_address_that_a_chatbot_asked_for_makes_a_contact_and_the_number_goes_with_it(world: &World) {
        let scene = Scene::set(world).await;
        let visitor = begins(world, "ada", None).await;
        assert_eq!(scene.all(world).await, [], "that is no address");
        world.says(visitor, " Ada@Example.org ").await.unwrap();
        let [ada] = scene.all(world).await.try_into().unwrap();
        assert_eq!((ada.draft.email.as_str(), ada.draft.called()), ("ada@example.org", "ada@example.org"));
        assert_eq!((ada.draft.language.as_str(), ada.is_kept), ("en", false));
        assert_eq!(scene.of(world, visitor).await, Some(ada.id));
        world.says(visitor, "+44 20 7946 0000").await.unwrap();
        let known = scene.contact(world, ada.id).await;
        assert_eq!(known.draft.phone, "+44 20 7946 0000");
        world.says(visitor, "grace@example.org").await.unwrap();
        assert_eq!(scene.all(world).await.len(), 1, "what was not asked for is a word like any other");
    }

    async fn the_same_address_from_another_browser_is_the_same_contact_which_no_stranger_changes(world: &World) {
        let scene = Scene::set(world).await;
        let first = begins(world, "ada@example.org", None).await;
        let id = scene.of(world, first).await.unwrap();
        let before = scene.changes(world, id, |draft| "Ada L.".clone_into(&mut draft.name)).await;
        let second = begins(world, "ADA@example.org", None).await;
        world.says(second, "0900 666 666").await.unwrap();
        assert_eq!(scene.of(world, second).await, Some(id));
        assert_eq!(scene.all(world).await, [before], "no number of a stranger stands in it");
        let past = world.desk().contact_past(&scene.mara, id).await.unwrap();
        assert_eq!((past.conversations.len(), past.conversation_count), (2, 2));
        let (one, other) = (world.conversation_of(first).await, world.conversation_of(second).await);
        let recent = world.desk().recent_conversations(&scene.mara, one).await.unwrap();
        let recent: Vec<ConversationId> = recent.iter().map(|conversation| conversation.id).collect();
        assert_eq!(recent, [other]);
    }

    async fn a_visitor_is_sent_the_same_whether_his_address_is_known_or_new(world: &World) {
        let scene = Scene::set(world).await;
        let kept = ContactDraft { phone: "030 12345".to_owned(), notes: "Notes of Grace".to_owned(), ..named("Grace Hopper", "known@example.org") };
        scene.makes(world, kept).await;
        let mut told = Vec::new();
        for address in ["known@example.org", "fresh@example.org"] {
            let before = world.cursor().await.position.0;
            let visitor = begins(world, address, None).await;
            let accepted = world.says(visitor, "030 99999").await.unwrap();
            let happened = world.cursor().await.position.0 - before;
            let sent = sent(world, visitor).await.replace(address, "address");
            told.push((sent, accepted.number, happened));
        }
        assert_eq!(told[0], told[1]);
        assert!(!told[0].0.contains("Grace") && told[0].0.contains("address"), "{}", told[0].0);
        assert_eq!(scene.finds(world, "fresh").await.len(), 1);
    }

    async fn who_corrects_his_address_stays_one_contact_and_who_took_another_s_gets_his_own(world: &World) {
        let scene = Scene::set(world).await;
        let ada = begins(world, "ada@exmaple.org", None).await;
        let id = scene.of(world, ada).await;
        ends(world, ada).await;
        let bot = |text: &'static str, visitor: Visitor| async move {
            let page = server::desk::Page { language: "en", ..server::desk::Page::default() };
            let config = world.desk().widget_config(world.channel().await, page).await.unwrap();
            let begun = domain::wire::visitor::Start { chatbot: config.chatbot.map(|bot| bot.shown), ..start(text) };
            let conversation = world.start(visitor.token, begun).await.unwrap().chat.conversation;
            Visitor { conversation, ..visitor }
        };
        let ada = bot("ada@example.org", ada).await;
        assert_eq!(scene.of(world, ada).await, id);
        assert_eq!(emails(&scene.all(world).await), ["ada@example.org"]);

        let eve = begins(world, "ada@example.org", None).await;
        assert_eq!(scene.of(world, eve).await, id);
        ends(world, eve).await;
        let eve = bot("eve@example.org", eve).await;
        assert_ne!(scene.of(world, eve).await, id);
        assert_eq!(emails(&scene.all(world).await), ["eve@example.org", "ada@example.org"]);
        ends(world, eve).await;
        let eve = bot("ada@example.org", eve).await;
        assert_eq!(scene.of(world, eve).await, id);
        assert_eq!(emails(&scene.all(world).await), ["ada@example.org"], "one that nobody belongs to is gone");
    }

    async fn a_message_that_was_left_and_a_copy_that_was_asked_for_make_contacts(world: &World) {
        let chief = administrator(world).await;
        takes_messages(world, &chief).await;
        let _server = mail_server(world, &chief, Mood::Takes).await;
        world.desk().leave_message(new_token(), left("Do you ship?"), None).await.unwrap();
        let mara = world.operator("Mara").await;
        let scene = Scene { chief, mara };
        let [ada] = scene.all(world).await.try_into().unwrap();
        assert_eq!((ada.draft.name.as_str(), ada.draft.email.as_str(), ada.draft.language.as_str()), ("Ada L.", "ada@example.org", "fr"));
        let visitor = world.visitor("Hello").await;
        assert_eq!(scene.of(world, visitor).await, None, "who says nothing of himself is no contact");
        ends(world, visitor).await;
        for email in ["bob@example.org", "boss@example.org"] {
            let copy = SendCopy { conversation: visitor.conversation, email: email.to_owned() };
            world.desk().send_copy(visitor.token, copy, String::new()).await.unwrap();
        }
        assert_eq!(emails(&scene.all(world).await), ["bob@example.org", "ada@example.org"], "a second copy is for somebody else");
    }

    async fn contacts_are_made_by_hand_within_their_limits_and_once(world: &World) {
        let scene = Scene::set(world).await;
        let most = ContactDraft {
            phone: "1".repeat(PHONE_CHARACTERS),
            notes: "é".repeat(NOTE_CHARACTERS),
            ..named(&"é".repeat(NAME_CHARACTERS), "ada@example.org")
        };
        let id = ContactId(Uuid::new_v4());
        let request = || world.desk().make_contact(&scene.mara, id, most.clone());
        let (first, at_once) = futures::future::join(request(), request()).await;
        let made = first.unwrap();
        assert_eq!(made, at_once.unwrap());
        assert_eq!((&made.draft, made.is_kept, made.version), (&most, true, 0));
        assert_eq!(scene.all(world).await, [made]);
        let longer = ContactDraft { notes: format!("{}é", most.notes), ..most.clone() };
        let wrong = makes(world, &scene.mara, longer).await;
        assert_eq!(fault(wrong), ("notes".to_owned(), Fault::TooLong { limit: NOTE_CHARACTERS }));
        let nobody = makes(world, &scene.mara, named(" ", "")).await;
        assert_eq!(fault(nobody), ("name".to_owned(), Fault::Missing));
        assert_eq!(scene.all(world).await.len(), 1);
    }

    async fn of_two_who_edit_one_contact_the_second_is_told(world: &World) {
        let scene = Scene::set(world).await;
        let before = scene.makes(world, named("Ada", "ada@example.org")).await;
        let theirs = ContactDraft { notes: "Likes tea".to_owned(), ..before.draft.clone() };
        let desk = world.desk();
        let changed = desk.change_contact(&scene.chief, before.id, before.version, theirs.clone()).await.unwrap();
        assert_eq!((&changed.draft, changed.version), (&theirs, 1));
        let mine = ContactDraft { company: "Engines".to_owned(), ..before.draft.clone() };
        let late = desk.change_contact(&scene.mara, before.id, before.version, mine).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(scene.contact(world, before.id).await, changed);
        let same = desk.change_contact(&scene.mara, before.id, 1, theirs).await.unwrap();
        assert_eq!(same.version, 1, "who changes nothing is in nobody's way");
        let nobody = ContactId(Uuid::new_v4());
        let gone = desk.change_contact(&scene.mara, nobody, 0, same.draft).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
    }

    async fn contacts_are_found_by_name_address_number_and_company_and_not_by_notes(world: &World) {
        let scene = Scene::set(world).await;
        let ada = ContactDraft {
            company: "Café Engines".to_owned(),
            phone: "+44 (20) 7946".to_owned(),
            notes: "Moves to Paris".to_owned(),
            ..named("Ada Lovelace", "ada@example.org")
        };
        let id = scene.makes(world, ada).await.id;
        scene.makes(world, named("Bob", "bob@sample.net")).await;
        for words in ["lovel ada", "ada@example.org", "44 20", "44207946", "cafe"] {
            let found = scene.finds(world, words).await;
            assert_eq!(found.iter().map(|contact| contact.id).collect::<Vec<_>>(), [id], "{words}");
        }
        for nothing in ["paris", "ada bob", "* \"", "%"] {
            assert_eq!(scene.finds(world, nothing).await, [], "{nothing}");
        }
        scene.changes(world, id, |draft| "Ada King".clone_into(&mut draft.name)).await;
        assert_eq!(scene.finds(world, "lovelace").await, [], "what was taken out is not found");
        let longer = "é".repeat(QUERY_CHARACTERS + 1);
        let sought = world.desk().contacts(&scene.mara, &longer, None).await;
        assert_eq!(fault(sought), ("q".to_owned(), Fault::TooLong { limit: QUERY_CHARACTERS }));
    }

    async fn a_long_list_is_told_in_pages(world: &World) {
        let scene = Scene::set(world).await;
        for number in 0..=CONTACTS_PAGE {
            scene.makes(world, named(&format!("Ada {number}"), "")).await;
        }
        let first = world.desk().contacts(&scene.mara, "", None).await.unwrap();
        assert_eq!(first.contacts.len(), CONTACTS_PAGE);
        let last = world.desk().contacts(&scene.mara, "ada", first.below).await.unwrap();
        let names: Vec<&str> = last.contacts.iter().map(|(_, card)| card.called.as_str()).collect();
        assert_eq!((names, last.below), (vec!["Ada 0"], None));
    }

    async fn merging_moves_everything_and_keeps_what_both_said(world: &World) {
        let scene = Scene::set(world).await;
        scene.makes_records(world).await;
        let visitor = begins(world, "ada@home.example", None).await;
        let conversation = world.conversation_of(visitor).await;
        world.says(visitor, "030 12345").await.unwrap();
        let (ticket, lead) = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        let home = scene.of(world, visitor).await.unwrap();
        let home = scene.changes(world, home, |draft| "From home".clone_into(&mut draft.notes)).await;
        let work = ContactDraft { phone: "(030) 123-45".to_owned(), notes: "At work".to_owned(), ..named("Ada", "ada@work.example") };
        let work = scene.makes(world, work).await;
        let desk = world.desk();
        let alike = desk.contact_past(&scene.mara, work.id).await.unwrap().alike;
        assert_eq!(alike, std::slice::from_ref(&home));
        let late = desk.merge_contacts(&scene.mara, (work.id, 0), (home.id, home.version - 1)).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let itself = desk.merge_contacts(&scene.mara, (work.id, 0), (work.id, 0)).await;
        assert_eq!(fault(itself), ("other".to_owned(), Fault::NotAllowed));

        let both = desk.merge_contacts(&scene.mara, (work.id, 0), (home.id, home.version)).await.unwrap();
        assert_eq!(both.draft.notes, "At work\nFrom home\nada@home.example\n030 12345");
        assert_eq!((both.id, both.draft.email.as_str()), (work.id, "ada@work.example"));
        assert_eq!(scene.of(world, visitor).await, Some(work.id));
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [Some(work.id); 2]);
        let past = desk.contact_past(&scene.mara, work.id).await.unwrap();
        assert_eq!((past.conversations.len(), past.tickets, past.alike), (1, vec![ticket], Vec::new()));
        assert_eq!(past.leads, [lead]);
        assert_eq!(refusal(desk.contact(&scene.mara, home.id).await), Refusal::NotFound);
        let again = desk.merge_contacts(&scene.mara, (work.id, both.version), (home.id, home.version)).await;
        assert_eq!(refusal(again), Refusal::NotFound);
    }

    async fn a_ticket_or_a_lead_belongs_to_the_contact_of_its_visitor_whichever_came_first(world: &World) {
        let scene = Scene::set(world).await;
        scene.makes_records(world).await;
        let visitor = begins(world, "no address yet", None).await;
        let conversation = world.conversation_of(visitor).await;
        let before = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        let desk = world.desk();
        assert_eq!(scene.of_records(world, &before.0, &before.1).await, [None; 2]);
        world.says(visitor, "ada@example.org").await.unwrap();
        let after = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        let other = begins(world, "ada@example.org", None).await;
        let other = world.conversation_of(other).await;
        let id = scene.of(world, visitor).await;
        for (ticket, lead) in [&before, &after] {
            assert_eq!(scene.of_records(world, ticket, lead).await, [id; 2]);
        }
        let tickets = desk.open_tickets(&scene.mara, other).await.unwrap().unwrap();
        assert_eq!(tickets, [after.0, before.0], "whoever belongs to the contact");
        let leads = desk.open_leads(&scene.mara, other).await.unwrap().unwrap();
        assert_eq!(leads, [after.1, before.1], "whoever belongs to the contact");
    }

    async fn a_ticket_or_a_lead_is_given_to_a_contact_by_hand_and_stays_with_it(world: &World) {
        let scene = Scene::set(world).await;
        scene.makes_records(world).await;
        let visitor = begins(world, "no address yet", None).await;
        let conversation = world.conversation_of(visitor).await;
        let (ticket, lead) = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        let ada = scene.makes(world, named("Ada", "")).await.id;
        let desk = world.desk();
        let give = async |contact: Option<ContactId>| {
            let of_ticket = desk.give_ticket(&scene.mara, ticket.number, contact).await;
            [of_ticket, desk.give_lead(&scene.mara, lead.number, contact).await]
        };
        for given in give(Some(ada)).await {
            given.unwrap();
        }
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [Some(ada); 2]);
        let past = desk.contact_past(&scene.mara, ada).await.unwrap();
        assert_eq!((past.tickets, past.leads), (vec![ticket.clone()], vec![lead.clone()]));
        // What the visitor says of himself later does not take them away again.
        world.says(visitor, "ben@example.org").await.unwrap();
        assert_ne!(scene.of(world, visitor).await, Some(ada));
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [Some(ada); 2]);
        for refused in give(Some(ContactId(Uuid::nil()))).await {
            assert_eq!(fault(refused), ("contact".to_owned(), Fault::Unknown));
        }
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [Some(ada); 2]);
        for given in give(None).await {
            given.unwrap();
        }
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [None; 2]);
        // Neither does it give them one where somebody chose none.
        let other = begins(world, "no address yet", None).await;
        let conversation = world.conversation_of(other).await;
        let (ticket, lead) = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        desk.give_ticket(&scene.mara, ticket.number, None).await.unwrap();
        world.says(other, "cleo@example.org").await.unwrap();
        let cleo = scene.of(world, other).await;
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [None, cleo]);
        let missing = desk.give_ticket(&scene.mara, TicketNumber(99), Some(ada)).await;
        assert_eq!(refusal(missing), Refusal::NotFound);
    }

    async fn a_contact_is_deleted_and_what_was_said_stays(world: &World) {
        let scene = Scene::set(world).await;
        scene.makes_records(world).await;
        let visitor = begins(world, "ada@example.org", None).await;
        let conversation = world.conversation_of(visitor).await;
        let (ticket, lead) = (scene.ticket(world, conversation).await, scene.lead(world, conversation).await);
        let id = scene.of(world, visitor).await.unwrap();
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [Some(id); 2]);
        world.desk().delete_contact(&scene.mara, id).await.unwrap();
        world.desk().delete_contact(&scene.mara, id).await.unwrap();
        assert_eq!(scene.all(world).await, []);
        assert_eq!(scene.of(world, visitor).await, None);
        assert_eq!(scene.of_records(world, &ticket, &lead).await, [None; 2]);
        world.says(visitor, "030 12345").await.unwrap();
        assert_eq!(scene.all(world).await.len(), 1, "who says more of himself is a contact again");
    }

    async fn a_person_is_erased_with_all_that_he_said_in_whichever_browser(world: &World) {
        let scene = Scene::set(world).await;
        let over = begins(world, "xylophone@example.org", None).await;
        ends(world, over).await;
        let open = begins(world, "xylophone@example.org", None).await;
        world.says(open, "030 12345").await.unwrap();
        world.says(open, "My xylophone").await.unwrap();
        let other = begins(world, "bob@example.org", None).await;
        let id = scene.of(world, open).await.unwrap();
        scene.changes(world, id, |draft| "Xavier xylophone".clone_into(&mut draft.name)).await;
        let refused = world.desk().erase_contact(&scene.mara, id).await;
        assert_eq!(refusal(refused), Refusal::Forbidden);
        assert!(stands_somewhere(world, "xylophone").await);

        world.desk().erase_contact(&scene.chief, id).await.unwrap();
        assert!(!stands_somewhere(world, "xylophone").await);
        for gone in [over, open] {
            let told = world.desk().visitor_snapshot(gone.token, gone.conversation).await;
            assert_eq!(refusal(told), Refusal::NotFound);
        }
        assert_eq!(emails(&scene.all(world).await), ["bob@example.org"]);
        assert!(scene.of(world, other).await.is_some());
        let audit = world.desk().audit(1).await.unwrap();
        assert_eq!(audit[0].1, Audited::ContactErased { contact: id });
        let again = world.desk().erase_contact(&scene.chief, id).await;
        assert_eq!(refusal(again), Refusal::NotFound);
        world.assert_journal_is_whole().await;
    }

    async fn what_came_of_conversations_alone_goes_with_them_and_what_somebody_kept_stays(world: &World) {
        let scene = Scene::set(world).await;
        let kept = TypedConversations { kept_days: "30".to_owned(), keeps_figures: true, ..TypedConversations::default() };
        world.desk().save_conversation_settings(&scene.chief, 0, &kept).await.unwrap();
        let (said, changed) = (begins(world, "said@example.org", None).await, begins(world, "kept@example.org", None).await);
        let id = scene.of(world, changed).await.unwrap();
        scene.changes(world, id, |draft| "Kept".clone_into(&mut draft.name)).await;
        scene.makes_records(world).await;
        let (repair, sale) = (begins(world, "ticket@example.org", None).await, begins(world, "lead@example.org", None).await);
        let ticket = scene.ticket(world, world.conversation_of(repair).await).await;
        scene.lead(world, world.conversation_of(sale).await).await;
        let stays = begins(world, "open@example.org", None).await;
        let both = begins(world, "open@example.org", None).await;
        for over in [said, changed, repair, sale, both] {
            ends(world, over).await;
        }
        world.clock.advance(DAY_MS);
        assert!(scene.of(world, stays).await.is_some());
        world.clock.advance(30 * DAY_MS);
        // The one that goes on would end by itself by then.
        world.says(stays, "030 12345").await.unwrap();
        for done in futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await {
            done.unwrap();
        }
        let left = ["open@example.org", "lead@example.org", "ticket@example.org", "kept@example.org"];
        assert_eq!(emails(&scene.all(world).await), left);
        // A contact that was left for the sake of a ticket alone goes with it.
        world.desk().give_ticket(&scene.mara, ticket.number, Some(id)).await.unwrap();
        let left = ["open@example.org", "lead@example.org", "kept@example.org"];
        assert_eq!(emails(&scene.all(world).await), left);
    }

    async fn consoles_are_told_that_contacts_have_changed(world: &World) {
        let world = &world.on_one_node();
        let scene = Scene::set(world).await;
        let mut signals = world.desk().signals();
        let changed = Signal::Changed(SharedList::Contacts);
        let ada = scene.makes(world, named("Ada", "")).await;
        assert_eq!(signals.recv().await.unwrap(), changed);
        scene.changes(world, ada.id, |draft| "Other".clone_into(&mut draft.name)).await;
        assert_eq!(signals.recv().await.unwrap(), changed);
        world.desk().delete_contact(&scene.mara, ada.id).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
    }
}
