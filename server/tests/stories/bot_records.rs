//! Tickets and leads that a chatbot makes: one for each step and run (spec 9.3, 11.3).

use crate::chatbots::{answers_everywhere, as_it_is, begins, restarts, step, texts};
use crate::stories;
use crate::teams::{administrator, is_on, make};
use crate::world::{Visitor, World, new_client_id};
use domain::chatbot::{Kind, LINES_END_AFTER_MS, Place, Step};
use domain::id::TeamId;
use domain::lead::{Lead, LeadFilter, LeadNumber};
use domain::rule::OperatorCondition;
use domain::team::App;
use domain::ticket::{Ticket, TicketFilter, TicketNumber};
use domain::user::User;
use domain::wire::console::SharedList;
use domain::wire::visitor::{FromVisitor, Say};
use server::desk::{Desk, Signal};

async fn answers(world: &World, chief: &User, steps: Vec<Step>) {
    answers_everywhere(world, chief, steps, OperatorCondition::Always).await;
}

fn lead(team: Option<TeamId>) -> Step {
    step("Somebody writes to you.", Kind::CreateLead { team })
}

fn lead_and_forward() -> Step {
    let expertises = Vec::new();
    step(
        "I look for somebody.",
        Kind::CreateLeadAndForward {
            team: None,
            expertises,
        },
    )
}

/// How many leads and tickets there are.
async fn made(world: &World, user: &User) -> (usize, usize) {
    let leads = world.desk().leads(user, LeadFilter::default(), None).await;
    let tickets = world.desk().tickets(user, TicketFilter::default(), None);
    let tickets = tickets.await.unwrap().records.len();
    (leads.unwrap().records.len(), tickets)
}

async fn first_lead(world: &World, user: &User) -> Lead {
    world.desk().lead(user, LeadNumber(1)).await.unwrap()
}

async fn first_ticket(world: &World, user: &User) -> Ticket {
    world.desk().ticket(user, TicketNumber(1)).await.unwrap()
}

async fn place(world: &World, user: &User, visitor: Visitor) -> Place {
    as_it_is(world, user, visitor).await.bot.unwrap().run.place
}

stories! {
    async fn a_chatbot_makes_records_of_what_was_said_and_goes_on(world: &World) {
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        let repairs = is_on(world, &chief, App::Helpdesk).await;
        let hotels = make(world, &chief, App::Crm, "Hotels", false).await;
        let last = step("Anything else?", Kind::FreeInput);
        let waits = Place::Waits(last.id);
        answers(world, &chief, vec![
            step("What do you need?", Kind::FreeInput),
            step("Your number?", Kind::Phone),
            step("Your address?", Kind::Email),
            lead(Some(hotels.id)),
            step("Noted.", Kind::CreateTicket { team: None }),
            last,
        ]).await;
        let visitor = begins(world, "40 mills", None).await;
        world.says(visitor, "01 23 45").await.unwrap();
        assert_eq!(made(world, &chief).await, (0, 0));
        world.says(visitor, "ada@example.org").await.unwrap();
        assert_eq!(made(world, &chief).await, (1, 1));
        assert_eq!(place(world, &chief, visitor).await, waits);

        let lead = first_lead(world, &chief).await;
        assert_eq!((lead.card.title.as_str(), lead.card.team), ("40 mills", Some(hotels.id)));
        assert_eq!((lead.card.email.as_str(), lead.phone.as_str()), ("ada@example.org", "01 23 45"));
        let id = world.conversation_of(visitor).await;
        assert_eq!(lead.conversation, Some(id));
        for said in ["What do you need?", "40 mills", "01 23 45", "ada@example.org", "Somebody writes to you."] {
            assert!(lead.description.contains(said), "{}", lead.description);
        }
        let ticket = first_ticket(world, &chief).await;
        assert_eq!((ticket.card.title.as_str(), ticket.card.team), ("40 mills", Some(repairs.id)));
        let open = world.desk().open_leads(&chief, id).await.unwrap().unwrap();
        assert_eq!(open.len(), 1);
        let contact = world.desk().conversation_contact(&chief, id).await.unwrap();
        assert!(contact.is_some());
        assert_eq!(world.desk().lead_contact(&chief, LeadNumber(1)).await.unwrap(), contact);
    }

    async fn what_is_made_before_anything_was_asked_holds_the_visitors_first_words(world: &World) {
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        is_on(world, &chief, App::Helpdesk).await;
        let asks = step("What is it about?", Kind::FreeInput);
        answers(world, &chief, vec![lead(None), asks, step("Noted.", Kind::CreateTicket { team: None })]).await;
        let visitor = begins(world, "40 mills", None).await;
        assert_eq!(made(world, &chief).await, (1, 1));
        let lead = first_lead(world, &chief).await;
        assert_eq!(lead.card.title, "40 mills");
        assert!(lead.description.contains("40 mills"), "{}", lead.description);
        assert_eq!(texts(world, &chief, visitor).await, ["Somebody writes to you.", "What is it about?", "40 mills", "Noted."]);
    }

    async fn a_message_that_comes_twice_makes_one_record_and_a_new_run_another(world: &World) {
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        answers(world, &chief, vec![step("Your number?", Kind::Phone), lead(None)]).await;
        let visitor = begins(world, "Hello", None).await;
        assert_eq!(made(world, &chief).await, (1, 0));
        assert_eq!(first_lead(world, &chief).await.card.title, "Guide's New Lead");
        restarts(world, visitor).await;
        assert_eq!(made(world, &chief).await, (1, 0));
        let say = Say {
            conversation: visitor.conversation,
            client_id: new_client_id(),
            text: "456".to_owned(),
            choice: None,
        };
        for desk in world.nodes().iter().chain(world.nodes()) {
            desk.visitor_frame(visitor.token, FromVisitor::Say(say.clone())).await.unwrap();
        }
        assert_eq!(made(world, &chief).await, (2, 0));
    }

    async fn an_input_that_falls_silent_makes_one_record_whichever_node_ends_it(world: &World) {
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        answers(world, &chief, vec![step("Tell me", Kind::FreeInputLines), lead(None)]).await;
        begins(world, "one", None).await;
        world.clock.advance(LINES_END_AFTER_MS + 1_000);
        for done in futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await {
            done.unwrap();
        }
        assert_eq!(made(world, &chief).await, (1, 0));
        assert_eq!(first_lead(world, &chief).await.card.title, "one");
    }

    async fn without_its_team_a_step_goes_to_the_first_with_live_chat_or_makes_nothing(world: &World) {
        let chief = administrator(world).await;
        world.desk().switch_app(&chief, App::Crm, 0, true).await.unwrap();
        let hotels = make(world, &chief, App::Crm, "Hotels", false).await;
        let steps = vec![step("Your name?", Kind::FreeInput), lead(Some(hotels.id)), step("Your number?", Kind::Phone)];
        let waits = Place::Waits(steps[2].id);
        answers(world, &chief, steps).await;
        begins(world, "One", None).await;
        assert_eq!(first_lead(world, &chief).await.card.team, Some(hotels.id), "a step needs no live chat");

        world.desk().delete_team(&chief, App::Crm, hotels.id).await.unwrap();
        let visitor = begins(world, "Two", None).await;
        assert_eq!(made(world, &chief).await, (1, 0));
        assert_eq!(texts(world, &chief, visitor).await[2], "Somebody writes to you.");
        assert_eq!(place(world, &chief, visitor).await, waits, "it goes on");

        let shops = make(world, &chief, App::Crm, "Shops", true).await;
        begins(world, "Three", None).await;
        let lead = world.desk().lead(&chief, LeadNumber(2)).await.unwrap();
        assert_eq!(lead.card.team, Some(shops.id));

        world.desk().switch_app(&chief, App::Crm, 1, false).await.unwrap();
        let visitor = begins(world, "Four", None).await;
        assert_eq!(place(world, &chief, visitor).await, waits);
        assert_eq!(made(world, &chief).await, (2, 0));
    }

    async fn a_lead_is_made_and_the_visitor_forwarded_to_who_is_there(world: &World) {
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        answers(world, &chief, vec![
            step("What do you need?", Kind::FreeInput),
            lead_and_forward(),
            step("Nobody is there. Your number?", Kind::Phone),
        ]).await;
        let alone = begins(world, "40 mills", None).await;
        assert_eq!(texts(world, &chief, alone).await, [
            "What do you need?",
            "40 mills",
            "I look for somebody.",
            "Nobody is there. Your number?",
        ]);
        let ben = world.operator("Ben").await;
        let visitor = begins(world, "A shop", None).await;
        let conversation = as_it_is(world, &ben, visitor).await;
        assert!(conversation.has_operator(ben.id));
        let said = texts(world, &ben, visitor).await;
        assert_eq!(said.iter().filter(|text| *text == "I look for somebody.").count(), 1);
        assert_eq!(made(world, &ben).await, (2, 0));
    }

    async fn consoles_are_told_of_what_a_chatbot_made(world: &World) {
        let world = &world.on_one_node();
        let chief = administrator(world).await;
        is_on(world, &chief, App::Crm).await;
        answers(world, &chief, vec![step("Your name?", Kind::FreeInput), lead(None)]).await;
        let mut signals = world.desk().signals();
        begins(world, "Ada", None).await;
        let changed = Signal::Changed(SharedList::Leads);
        while signals.recv().await.unwrap() != changed {}
    }
}
