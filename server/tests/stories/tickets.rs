//! Tickets: made of conversations, found, moved on and changed (spec 11.2, 10.3).

use crate::stories;
use crate::teams::{administrator, draft as team_draft, fault, is_on, make};
use crate::world::{Visitor, World, new_client_id, refusal};
use domain::id::{ConversationId, TeamId, UserId};
use domain::limit::{
    MESSAGE_CHARACTERS, NAME_CHARACTERS, OPEN_RECORDS, QUERY_CHARACTERS,
    RECORD_DESCRIPTION_CHARACTERS, RECORDS_PAGE, TICKETS_TOLD,
};
use domain::problem::Fault;
use domain::record::Versioned;
use domain::settings::TypedConversations;
use domain::team::{App, Team, Unready};
use domain::ticket::{
    Ticket, TicketCard, TicketDraft, TicketFilter, TicketNumber, TicketPriority, TicketState,
};
use domain::time::DAY_MS;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::SharedList;
use domain::wire::visitor::{End, FromVisitor};
use server::desk::{Desk, SentFile, Signal};
use uuid::Uuid;

/// Somebody who sets things, somebody who answers, and a team that takes tickets.
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
        let team = is_on(world, &chief, App::Helpdesk).await;
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("My mill squeaks").await;
        Self {
            chief,
            mara,
            team,
            visitor,
            conversation: world.conversation_of(visitor).await,
        }
    }

    /// Mara makes a ticket of the conversation.
    async fn makes(&self, world: &World, title: &str) -> TicketCard {
        makes(world, &self.mara, self.conversation, title)
            .await
            .unwrap()
    }

    async fn ticket(&self, world: &World, number: i64) -> Ticket {
        let ticket = world.desk().ticket(&self.mara, TicketNumber(number));
        ticket.await.unwrap()
    }

    /// Changes something of a ticket as it is now.
    async fn changes(
        &self,
        world: &World,
        number: i64,
        change: impl Fn(&mut TicketDraft),
    ) -> Ticket {
        let ticket = self.ticket(world, number).await;
        let mut draft = ticket.draft();
        change(&mut draft);
        let changed =
            world
                .desk()
                .change_ticket(&self.mara, TicketNumber(number), ticket.version, draft);
        changed.await.unwrap()
    }

    async fn finds(&self, world: &World, filter: TicketFilter) -> Vec<i64> {
        let page = world.desk().tickets(&self.mara, filter, None).await;
        numbers(&page.unwrap().records)
    }

    async fn finds_words(&self, world: &World, words: &str) -> Vec<i64> {
        let words = words.to_owned();
        self.finds(
            world,
            TicketFilter {
                words,
                ..TicketFilter::default()
            },
        )
        .await
    }
}

async fn makes(
    world: &World,
    user: &User,
    conversation: ConversationId,
    title: &str,
) -> Result<TicketCard, Unready> {
    let made = world
        .desk()
        .make_ticket(user, conversation, new_client_id(), title.to_owned());
    made.await.unwrap()
}

fn numbers(tickets: &[TicketCard]) -> Vec<i64> {
    tickets.iter().map(|ticket| ticket.number.0).collect()
}

stories! {
    async fn a_conversation_becomes_a_ticket_with_what_was_said(world: &World) {
        let scene = Scene::set(world).await;
        world.answers(&scene.mara, scene.conversation, "Which one?").await.unwrap();
        world.says(scene.visitor, "The red one\n\nsince Monday").await.unwrap();
        let file = SentFile {
            client_id: new_client_id(),
            name: "bill.pdf".to_owned(),
            content: b"%PDF-1.7 a bill".to_vec(),
        };
        let sent = world.desk().attach_as_visitor(scene.visitor.token, scene.visitor.conversation, file);
        sent.await.unwrap();
        let messages = world.messages(&scene.mara, scene.conversation).await;
        let bill = messages.iter().find_map(|message| message.body.file()).unwrap().id;

        let card = scene.makes(world, " Broken \n mill ").await;
        assert_eq!((card.number, card.title.as_str()), (TicketNumber(1), "Broken mill"));
        assert_eq!((card.team, card.assignee), (Some(scene.team.id), None));
        assert_eq!((card.state, card.priority), (TicketState::New, TicketPriority::Normal));
        let ticket = scene.ticket(world, 1).await;
        assert_eq!(
            ticket.description,
            format!(
                "Visitor 1:\nMy mill squeaks\n\nMara:\nWhich one?\n\nVisitor 1:\nThe red one\nsince Monday\n\
                 bill.pdf http://chat.example/console/files/{bill}"
            )
        );
        assert_eq!(ticket.conversation, Some(scene.conversation));
        assert_eq!(scene.makes(world, "Another").await.number, TicketNumber(2));
    }

    async fn the_same_request_makes_no_second_ticket(world: &World) {
        let scene = Scene::set(world).await;
        let id = new_client_id();
        let request = |title: &str| {
            let desk = world.desk();
            desk.make_ticket(&scene.mara, scene.conversation, id, title.to_owned())
        };
        let (first, at_once) = futures::future::join(request("Mill"), request("Mill")).await;
        assert_eq!(first.unwrap().unwrap(), at_once.unwrap().unwrap());
        scene.changes(world, 1, |draft| draft.state = TicketState::Solved).await;
        let again = request("Mill").await.unwrap().unwrap();
        assert_eq!((again.number, again.state), (TicketNumber(1), TicketState::Solved), "as it is by now");
        assert_eq!(scene.finds(world, TicketFilter::default()).await, [1]);

        let other = world.visitor("Another question").await;
        let other = world.conversation_of(other).await;
        let stolen = world.desk().make_ticket(&scene.mara, other, id, "Mill".to_owned()).await;
        assert!(matches!(stolen, Err(server::error::Error::Conflict)), "{stolen:?}");
    }

    async fn what_has_to_be_switched_on_first_is_told(world: &World) {
        let chief = administrator(world).await;
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("My mill squeaks").await;
        let id = world.conversation_of(visitor).await;
        let seeks = || async { world.desk().search_tickets(&mara, "mill").await.unwrap() };
        assert_eq!(makes(world, &mara, id, "Mill").await, Err(Unready::Off));
        assert_eq!(seeks().await, Err(Unready::Off));
        world.desk().switch_app(&chief, App::Helpdesk, 0, true).await.unwrap();
        assert_eq!(makes(world, &mara, id, "Mill").await, Err(Unready::NoTeam));
        let team = make(world, &chief, App::Helpdesk, "Repairs", false).await;
        assert_eq!(makes(world, &mara, id, "Mill").await, Err(Unready::NoTeam));
        assert_eq!(seeks().await, Err(Unready::NoTeam));
        let with_chat = team_draft("Repairs", true);
        world.desk().change_team(&chief, App::Helpdesk, team.id, 0, with_chat).await.unwrap();
        assert_eq!(makes(world, &mara, id, "Mill").await.unwrap().team, Some(team.id));
        assert_eq!(numbers(&seeks().await.unwrap().0), [1]);
    }

    async fn a_ticket_goes_to_the_team_with_live_chat_of_the_highest_priority(world: &World) {
        let scene = Scene::set(world).await;
        let first = make(world, &scene.chief, App::Helpdesk, "First", true).await;
        let silent = make(world, &scene.chief, App::Helpdesk, "Silent", false).await;
        assert_eq!(scene.makes(world, "One").await.team, Some(scene.team.id));
        let order = vec![silent.id, first.id, scene.team.id];
        world.desk().order_teams(&scene.chief, App::Helpdesk, order).await.unwrap();
        assert_eq!(scene.makes(world, "Two").await.team, Some(first.id));
    }

    async fn titles_and_descriptions_of_the_limit_are_kept_and_longer_ones_refused(world: &World) {
        let scene = Scene::set(world).await;
        let (title, text) = ("é".repeat(NAME_CHARACTERS), "é".repeat(RECORD_DESCRIPTION_CHARACTERS));
        assert_eq!(scene.makes(world, &title).await.title, title);
        let of_title = |fault| ("title".to_owned(), fault);
        for (wrong, expected) in [
            (" \n", Fault::Missing),
            (&format!("{title}é"), Fault::TooLong { limit: NAME_CHARACTERS }),
        ] {
            let made = world.desk().make_ticket(&scene.mara, scene.conversation, new_client_id(), wrong.to_owned());
            assert_eq!(fault(made.await), of_title(expected));
        }
        let changed = scene.changes(world, 1, |draft| draft.description.clone_from(&text)).await;
        assert_eq!(changed.description, text);
        let draft = TicketDraft { description: format!("{text}é"), ..changed.draft() };
        let longer = world.desk().change_ticket(&scene.mara, TicketNumber(1), changed.version, draft).await;
        let limit = RECORD_DESCRIPTION_CHARACTERS;
        assert_eq!(fault(longer), ("description".to_owned(), Fault::TooLong { limit }));
    }

    async fn of_a_long_conversation_the_ticket_tells_the_end(world: &World) {
        let scene = Scene::set(world).await;
        for letter in ["a", "b", "c"] {
            let long = letter.repeat(MESSAGE_CHARACTERS);
            world.says(scene.visitor, &long).await.unwrap();
            world.answers(&scene.mara, scene.conversation, "I see").await.unwrap();
        }
        scene.makes(world, "Long").await;
        let told = scene.ticket(world, 1).await.description;
        assert!(told.chars().count() <= RECORD_DESCRIPTION_CHARACTERS);
        assert!(told.starts_with("…\n\nMara:\nI see\n\nVisitor 1:\nbbb"), "{}", &told[..40]);
        assert!(told.ends_with("ccc\n\nMara:\nI see"));
    }

    async fn a_form_says_all_of_a_ticket_and_of_two_at_once_the_second_is_told(world: &World) {
        let scene = Scene::set(world).await;
        let jonas = world.user("Jonas").await;
        let spare = make(world, &scene.chief, App::Helpdesk, "Spare parts", false).await;
        scene.makes(world, "Mill").await;
        let before = scene.ticket(world, 1).await;
        let draft = TicketDraft {
            title: "Broken mill".to_owned(),
            description: "Sent back".to_owned(),
            team: Some(spare.id),
            assignee: Some(jonas.id),
            state: TicketState::InProgress,
            priority: TicketPriority::Urgent,
        };
        let changed = world.desk().change_ticket(&jonas, TicketNumber(1), before.version, draft.clone());
        let changed = changed.await.unwrap();
        assert_eq!((changed.draft(), changed.version), (draft.clone(), before.version + 1));
        assert_eq!(scene.ticket(world, 1).await, changed);
        let mine = TicketDraft { title: "Mine".to_owned(), ..before.draft() };
        let late = world.desk().change_ticket(&scene.mara, TicketNumber(1), before.version, mine).await;
        assert!(matches!(late, Err(server::error::Error::Conflict)), "{late:?}");
        assert_eq!(scene.ticket(world, 1).await, changed);
        let same = world.desk().change_ticket(&jonas, TicketNumber(1), changed.version, draft).await.unwrap();
        assert_eq!(same.version, changed.version, "who changes nothing is in nobody's way");
        let gone = world.desk().change_ticket(&jonas, TicketNumber(2), 0, same.draft()).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
    }

    async fn a_ticket_is_given_to_nobody_who_is_not_there(world: &World) {
        let scene = Scene::set(world).await;
        let jonas = world.user("Jonas").await;
        scene.makes(world, "Mill").await;
        let ticket = scene.changes(world, 1, |draft| draft.assignee = Some(jonas.id)).await;
        let nobody = TicketDraft { assignee: Some(UserId(Uuid::now_v7())), ..ticket.draft() };
        let given = world.desk().change_ticket(&scene.mara, TicketNumber(1), ticket.version, nobody).await;
        assert_eq!(fault(given), ("assignee".to_owned(), Fault::Unknown));
        let none = TicketDraft { team: Some(TeamId(Uuid::now_v7())), ..ticket.draft() };
        let given = world.desk().change_ticket(&scene.mara, TicketNumber(1), ticket.version, none).await;
        assert_eq!(fault(given), ("team".to_owned(), Fault::Unknown));

        world.desk().remove_member(&scene.chief, jonas.id).await.unwrap();
        world.desk().delete_team(&scene.chief, App::Helpdesk, scene.team.id).await.unwrap();
        let left = scene.ticket(world, 1).await;
        assert_eq!((left.card.assignee, left.card.team), (None, None));
        assert_eq!(left.description, ticket.description);
    }

    async fn tickets_are_found_by_number_and_words_and_by_what_they_are(world: &World) {
        let scene = Scene::set(world).await;
        for title in ["Broken mill", "Lost parcel", "Mill is late, order 1"] {
            scene.makes(world, title).await;
        }
        scene.changes(world, 2, |draft| {
            "Le colis n’est pas arrivé".clone_into(&mut draft.description);
            draft.assignee = Some(scene.mara.id);
            draft.team = None;
        }).await;
        scene.changes(world, 1, |draft| {
            draft.description = String::new();
            draft.state = TicketState::Solved;
        }).await;
        assert_eq!(scene.finds_words(world, "").await, [3, 2, 1]);
        assert_eq!(scene.finds_words(world, "MILL").await, [3, 1]);
        assert_eq!(scene.finds_words(world, "mil bro").await, [1], "beginnings of words, and all of them");
        assert_eq!(scene.finds_words(world, "arrive").await, [2], "without accents, in what is told");
        assert_eq!(scene.finds_words(world, "squeaks").await, [3], "what was taken out is not found");
        assert_eq!(scene.finds_words(world, "1").await, [3, 1], "a number, or a word");
        assert_eq!(scene.finds_words(world, "#1").await, [1], "a number alone");
        assert_eq!(scene.finds_words(world, "#2").await, [2]);
        for nothing in ["9", "\" XOR *", "%", "mill parcel"] {
            assert_eq!(scene.finds_words(world, nothing).await, Vec::<i64>::new(), "{nothing}");
        }
        let by = TicketFilter::default();
        let solved = TicketFilter { stage: Some(TicketState::Solved), ..by.clone() };
        assert_eq!(scene.finds(world, solved.clone()).await, [1]);
        assert_eq!(scene.finds(world, TicketFilter { words: "parcel".to_owned(), ..solved }).await, Vec::<i64>::new());
        assert_eq!(scene.finds(world, TicketFilter { team: Some(scene.team.id), ..by.clone() }).await, [3, 1]);
        assert_eq!(scene.finds(world, TicketFilter { is_mine: true, ..by }).await, [2]);
        let most = "é".repeat(QUERY_CHARACTERS);
        assert_eq!(scene.finds_words(world, &most).await, Vec::<i64>::new());
        let longer = TicketFilter { words: format!("{most}é"), ..TicketFilter::default() };
        let sought = world.desk().tickets(&scene.mara, longer, None).await;
        assert_eq!(fault(sought), ("q".to_owned(), Fault::TooLong { limit: QUERY_CHARACTERS }));
    }

    async fn a_command_tells_the_ticket_of_the_number_first_and_that_there_are_more(world: &World) {
        let scene = Scene::set(world).await;
        for number in 1..=TICKETS_TOLD + 1 {
            scene.makes(world, &format!("Order 2 of customer {number}")).await;
        }
        let seeks = |words: &'static str| {
            let mara = &scene.mara;
            async move {
                let found = world.desk().search_tickets(mara, words).await.unwrap().unwrap();
                (numbers(&found.0), found.1)
            }
        };
        assert_eq!(seeks("2").await, (vec![2, 11, 10, 9, 8, 7, 6, 5, 4, 3], true));
        assert_eq!(seeks("customer 7").await, (vec![7], false));
        assert_eq!(seeks("#*").await, (Vec::new(), false));
    }

    async fn a_long_list_is_told_in_pages(world: &World) {
        let scene = Scene::set(world).await;
        for number in 1..=RECORDS_PAGE + 1 {
            scene.makes(world, &format!("Mill {number}")).await;
        }
        let first = world.desk().tickets(&scene.mara, TicketFilter::default(), None).await.unwrap();
        assert_eq!((first.records.len(), first.below), (RECORDS_PAGE, Some(TicketNumber(2))));
        let last = world.desk().tickets(&scene.mara, TicketFilter::default(), first.below).await.unwrap();
        assert_eq!((numbers(&last.records), last.below), (vec![1], None));
        let board = world.desk().ticket_board(&scene.mara, TicketFilter::default()).await.unwrap();
        assert_eq!((board[0].count, board[0].records.len()), (RECORDS_PAGE + 1, RECORDS_PAGE));
        let open = world.desk().open_tickets(&scene.mara, scene.conversation).await.unwrap().unwrap();
        assert_eq!(open.len(), OPEN_RECORDS);
    }

    async fn a_board_has_a_column_for_each_state_the_most_urgent_first(world: &World) {
        let scene = Scene::set(world).await;
        for title in ["One", "Two", "Three", "Four"] {
            scene.makes(world, title).await;
        }
        scene.changes(world, 1, |draft| draft.priority = TicketPriority::Urgent).await;
        scene.changes(world, 2, |draft| draft.priority = TicketPriority::Low).await;
        let board = |filter| {
            let mara = &scene.mara;
            async move {
                let board = world.desk().ticket_board(mara, filter).await.unwrap().into_iter();
                board.map(|column| (column.stage, column.count, numbers(&column.records))).collect::<Vec<_>>()
            }
        };
        world.desk().move_ticket(&scene.mara, TicketNumber(3), TicketState::Solved).await.unwrap();
        assert_eq!(board(TicketFilter::default()).await, [
            (TicketState::New, 3, vec![1, 4, 2]),
            (TicketState::InProgress, 0, vec![]),
            (TicketState::Solved, 1, vec![3]),
            (TicketState::Cancelled, 0, vec![]),
        ]);
        let solved = TicketFilter { stage: Some(TicketState::Solved), ..TicketFilter::default() };
        assert_eq!(board(solved).await, [(TicketState::Solved, 1, vec![3])]);
        let nothing = TicketFilter { words: "*".to_owned(), ..TicketFilter::default() };
        assert!(board(nothing).await.iter().all(|(_, count, _)| *count == 0));
        let gone = world.desk().move_ticket(&scene.mara, TicketNumber(9), TicketState::New).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
    }

    async fn who_moves_a_ticket_makes_a_form_that_was_opened_before_an_old_one(world: &World) {
        let scene = Scene::set(world).await;
        scene.makes(world, "Mill").await;
        let opened = scene.ticket(world, 1).await;
        world.desk().move_ticket(&scene.chief, TicketNumber(1), TicketState::New).await.unwrap();
        assert_eq!(scene.ticket(world, 1).await, opened, "it was there already");
        world.desk().move_ticket(&scene.chief, TicketNumber(1), TicketState::Cancelled).await.unwrap();
        let late = world.desk().change_ticket(&scene.mara, TicketNumber(1), opened.version, opened.draft()).await;
        assert!(matches!(late, Err(server::error::Error::Conflict)), "{late:?}");
    }

    async fn the_open_tickets_of_a_visitor_stand_beside_each_of_his_conversations(world: &World) {
        let scene = Scene::set(world).await;
        for title in ["One", "Two", "Three"] {
            scene.makes(world, title).await;
        }
        let other = world.visitor("Another visitor").await;
        let other = world.conversation_of(other).await;
        makes(world, &scene.mara, other, "Theirs").await.unwrap();
        world.desk().move_ticket(&scene.mara, TicketNumber(1), TicketState::Solved).await.unwrap();
        world.desk().move_ticket(&scene.mara, TicketNumber(2), TicketState::InProgress).await.unwrap();
        let open = |conversation| {
            let mara = &scene.mara;
            async move { numbers(&world.desk().open_tickets(mara, conversation).await.unwrap().unwrap()) }
        };
        assert_eq!(open(scene.conversation).await, [3, 2]);
        assert_eq!(open(other).await, [4]);
        let nowhere = ConversationId(Uuid::now_v7());
        assert_eq!(refusal(world.desk().open_tickets(&scene.mara, nowhere).await), Refusal::NotFound);
        let made = world.desk().make_ticket(&scene.mara, nowhere, new_client_id(), "Mill".to_owned()).await;
        assert_eq!(refusal(made), Refusal::NotFound);
    }

    async fn a_ticket_outlives_the_conversation_it_came_from(world: &World) {
        let scene = Scene::set(world).await;
        let kept = TypedConversations { kept_days: "30".to_owned(), keeps_figures: true, ..TypedConversations::default() };
        world.desk().save_conversation_settings(&scene.chief, 0, &kept).await.unwrap();
        scene.makes(world, "Mill").await;
        let before = scene.ticket(world, 1).await;
        let end = FromVisitor::End(End { conversation: scene.visitor.conversation, client_id: new_client_id() });
        world.desk().visitor_frame(scene.visitor.token, end).await.unwrap();
        world.clock.advance(30 * DAY_MS);
        for done in futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await {
            done.unwrap();
        }
        assert_eq!(scene.ticket(world, 1).await, Ticket { conversation: None, ..before });
        assert_eq!(scene.finds_words(world, "squeaks").await, [1]);
    }

    async fn consoles_are_told_that_tickets_have_changed(world: &World) {
        let world = &world.on_one_node();
        let scene = Scene::set(world).await;
        let mut signals = world.desk().signals();
        let changed = Signal::Changed(SharedList::Tickets);
        scene.makes(world, "Mill").await;
        assert_eq!(signals.recv().await.unwrap(), changed);
        scene.changes(world, 1, |draft| "Other".clone_into(&mut draft.title)).await;
        assert_eq!(signals.recv().await.unwrap(), changed);
        world.desk().move_ticket(&scene.mara, TicketNumber(1), TicketState::Solved).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
    }
}
