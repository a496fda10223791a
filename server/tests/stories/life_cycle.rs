//! How a conversation stands, who has it, and how it ends (spec 5.9, 7, 8.6, 8.7).

use crate::mails::administrator;
use crate::stories;
use crate::world::{Visitor, World, new_client_id, refusal};
use domain::conversation::{Conversation, Outcome, OutcomeRule, Status};
use domain::id::{ConsoleId, ConversationId, LineId, UserId};
use domain::message::{Author, Body};
use domain::settings::TypedConversations;
use domain::time::{DAY_MS, MINUTE_MS, SECOND_MS};
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::{CorrectOutcome, FromConsole, Invite, Request, SetStatus};
use domain::wire::visitor::{End, FromVisitor};
use server::desk::Job;
use server::error::Error;
use uuid::Uuid;

async fn does(world: &World, user: &User, frame: FromConsole) -> Result<(), Error> {
    world.desk().console_frame(user, frame).await.map(drop)
}

fn request(conversation: ConversationId) -> Request {
    Request {
        conversation,
        client_id: new_client_id(),
    }
}

fn set(conversation: ConversationId, status: Status) -> FromConsole {
    FromConsole::SetStatus(SetStatus {
        conversation,
        client_id: new_client_id(),
        status,
    })
}

async fn as_it_is(world: &World, user: &User, id: ConversationId) -> Conversation {
    world.desk().inbox_row(user, id).await.unwrap().conversation
}

async fn status(world: &World, user: &User, id: ConversationId) -> Option<Status> {
    as_it_is(world, user, id).await.status()
}

async fn operators(world: &World, user: &User, id: ConversationId) -> Vec<UserId> {
    let conversation = as_it_is(world, user, id).await;
    conversation
        .operators
        .iter()
        .map(|operator| operator.id)
        .collect()
}

async fn visitor_ends(world: &World, visitor: Visitor) {
    let end = End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    };
    let ended = world
        .desk()
        .visitor_frame(visitor.token, FromVisitor::End(end));
    ended.await.unwrap();
}

/// The user's console is open, and he is at it.
async fn comes_back(world: &World, user: &User) {
    let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
    world
        .desk()
        .console_opened(user, console, line)
        .await
        .unwrap();
}

/// Ten minutes pass, after which these are at their consoles and the job is due.
async fn jobs(world: &World, job: Job, there: &[&User]) {
    world.clock.advance(10 * MINUTE_MS);
    for user in there {
        comes_back(world, user).await;
    }
    assert!(world.desk().do_due_jobs().await.unwrap().contains(&job));
}

/// How conversations are handed on and missed ones told, as it was typed.
pub(crate) fn typed(offered: &str, missed: &str) -> TypedConversations {
    TypedConversations {
        offered_again_after_minutes: offered.to_owned(),
        missed_mailed_after_minutes: missed.to_owned(),
        ..TypedConversations::default()
    }
}

stories! {
    async fn a_status_reverts_and_everybody_hears_of_it(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        does(world, &ada, set(id, Status::WaitingForCustomer)).await.unwrap();
        assert_eq!(status(world, &ben, id).await, Some(Status::WaitingForCustomer));
        world.says(visitor, "Here I am").await.unwrap();
        assert_eq!(status(world, &ben, id).await, Some(Status::InProgress));
        does(world, &ada, set(id, Status::LookingForHelp)).await.unwrap();
        assert_eq!(status(world, &ben, id).await, Some(Status::LookingForHelp));
        does(world, &ben, FromConsole::Join(request(id))).await.unwrap();
        assert_eq!(status(world, &ada, id).await, Some(Status::InProgress));
        visitor_ends(world, visitor).await;
        assert_eq!(refusal(does(world, &ada, set(id, Status::InProgress)).await), Refusal::Ended);
        world.assert_journal_is_whole().await;
    }

    async fn of_two_who_help_at_once_the_second_reads_that_someone_has_joined(world: &World) {
        let ada = world.operator("Ada").await;
        let (ben, cem) = (world.user("Ben").await, world.user("Cem").await);
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        assert_eq!(refusal(does(world, &ben, FromConsole::Help(request(id))).await), Refusal::Helped);
        does(world, &ada, set(id, Status::LookingForHelp)).await.unwrap();
        let (first, second) = tokio::join!(
            does(world, &ben, FromConsole::Help(request(id))),
            does(world, &cem, FromConsole::Help(request(id))),
        );
        let refused: Vec<Refusal> = [first, second].into_iter().filter_map(|answer| answer.err().map(|error| error.refusal())).collect();
        assert_eq!(refused, [Refusal::Helped]);
        assert_eq!(operators(world, &ada, id).await.len(), 2);
        let told = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(told.chat.chat.messages.last().unwrap().body, Body::Joined);
    }

    async fn whoever_looks_for_help_is_in_the_inbox_however_old(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        does(world, &ada, set(id, Status::LookingForHelp)).await.unwrap();
        for _ in 0..domain::limit::INBOX_PAGE {
            world.clock.advance(1);
            world.visitor("Me too").await;
        }
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        assert_eq!(inbox.rows.len(), domain::limit::INBOX_PAGE + 1);
        assert_eq!(inbox.looking_for_help().iter().map(|row| row.conversation.id).collect::<Vec<_>>(), [id]);
        let (rows, older_than) = world.desk().inbox_older(&ada, inbox.older_than.unwrap()).await.unwrap();
        assert_eq!((rows.len(), older_than), (1, None));
    }

    async fn what_an_operator_is_in_is_in_his_inbox_however_old(world: &World) {
        let (ada, ben) = (world.operator("Ada").await, world.user("Ben").await);
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        does(world, &ben, FromConsole::Join(request(id))).await.unwrap();
        world.says(visitor, "Are you there?").await.unwrap();
        for _ in 0..domain::limit::INBOX_PAGE {
            world.clock.advance(1);
            world.visitor("Me too").await;
        }
        let inbox = world.desk().console_snapshot(&ben).await.unwrap().inbox;
        let row = inbox.row(id).unwrap();
        assert!(row.waits_for(ben.id) && !row.unread.is_empty());
        let cem = world.user("Cem").await;
        let inbox = world.desk().console_snapshot(&cem).await.unwrap().inbox;
        assert_eq!(inbox.row(id), None);
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        assert!(inbox.row(id).unwrap().conversation.has_operator(ada.id));
    }

    async fn who_called_first_stands_first_whatever_is_said_meanwhile(world: &World) {
        let ada = world.operator("Ada").await;
        let mut calls = Vec::new();
        for words in ["Hello", "Good morning"] {
            let visitor = world.visitor(words).await;
            calls.push((visitor, world.conversation_of(visitor).await));
        }
        // Who wrote last calls first.
        for (_, id) in calls.iter().rev() {
            world.clock.advance(MINUTE_MS);
            does(world, &ada, set(*id, Status::LookingForHelp)).await.unwrap();
        }
        world.clock.advance(MINUTE_MS);
        let (visitor, first) = calls[1];
        world.says(visitor, "Is anybody there?").await.unwrap();
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        let since = |row: &domain::inbox::InboxRow| (row.conversation.id, row.conversation.help_since.unwrap());
        let now = world.clock.now();
        let expected = [(first, now.plus(-2 * MINUTE_MS)), (calls[0].1, now.plus(-MINUTE_MS))];
        assert_eq!(inbox.looking_for_help().into_iter().map(since).collect::<Vec<_>>(), expected);
        does(world, &ada, set(first, Status::InProgress)).await.unwrap();
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        assert_eq!(inbox.row(first).unwrap().conversation.help_since, None);
        world.assert_journal_is_whole().await;
    }

    async fn a_colleague_is_brought_in(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let invite = |user| FromConsole::Invite(Invite { conversation: id, client_id: new_client_id(), user });
        does(world, &ada, invite(ben.id)).await.unwrap();
        does(world, &ada, invite(ben.id)).await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ada.id, ben.id]);
        let line = world.messages(&ada, id).await.pop().unwrap();
        assert_eq!((line.body, line.author.is_user(ben.id)), (Body::Invited(ada.as_operator()), true));
        let told = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(told.chat.chat.messages.last().unwrap().body, Body::Joined);
        let nobody = UserId(Uuid::now_v7());
        assert_eq!(refusal(does(world, &ada, invite(nobody)).await), Refusal::NoSuchOperator);
        let cem = world.user("Cem").await;
        assert_eq!(refusal(does(world, &cem, invite(cem.id)).await), Refusal::Yourself);
        assert_eq!(operators(world, &ada, id).await, [ada.id, ben.id]);
    }

    async fn what_an_operator_leaves_goes_to_the_next_who_is_available(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ada, id, "One moment").await.unwrap();
        does(world, &ada, FromConsole::Leave(request(id))).await.unwrap();
        // Nobody else is there: it stays in sight of all, and is not given back to who has just left it.
        assert_eq!(operators(world, &ada, id).await, []);
        jobs(world, Job::OfferTheWaiting, &[&ada]).await;
        assert_eq!(operators(world, &ada, id).await, []);
        let ben = world.operator("Ben").await;
        jobs(world, Job::OfferTheWaiting, &[&ada, &ben]).await;
        assert_eq!(operators(world, &ada, id).await, [ben.id]);
        let reasons = world.desk().reasons(&ada, id).await.unwrap();
        assert_eq!(reasons.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [ada.id, ben.id]);
        world.assert_journal_is_whole().await;
    }

    async fn who_is_there_gets_at_once_what_somebody_leaves(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let ben = world.operator("Ben").await;
        does(world, &ada, FromConsole::Leave(request(id))).await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ben.id]);
    }

    async fn what_is_not_answered_in_two_minutes_goes_to_the_next_and_stays_in_sight_of_the_first(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let ben = world.operator("Ben").await;
        world.clock.advance(2 * MINUTE_MS - 1);
        for user in [&ada, &ben] {
            comes_back(world, user).await;
        }
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ada.id]);
        world.clock.advance(5 * SECOND_MS);
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ada.id, ben.id]);
        world.answers(&ben, id, "I have it").await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ben.id]);
        let lines = world.messages(&ada, id).await;
        let [.., answer, left] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!(answer.body.text(), Some("I have it"));
        assert_eq!((&left.body, left.author.is_user(ada.id)), (&Body::Left, true));
        world.assert_journal_is_whole().await;
    }

    async fn who_was_asked_first_may_still_answer_and_a_guest_stays(world: &World) {
        let ada = world.operator("Ada").await;
        let guest = world.user("Gus").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        does(world, &guest, FromConsole::Join(request(id))).await.unwrap();
        let ben = world.operator("Ben").await;
        jobs(world, Job::OfferTheWaiting, &[&ben]).await;
        assert_eq!(operators(world, &ada, id).await, [ada.id, guest.id, ben.id]);
        world.answers(&ada, id, "Sorry for the wait").await.unwrap();
        assert_eq!(operators(world, &ada, id).await, [ada.id, guest.id]);
    }

    async fn an_answered_conversation_stays_with_who_has_it(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ada, id, "Let me see").await.unwrap();
        world.says(visitor, "Well?").await.unwrap();
        let ben = world.operator("Ben").await;
        jobs(world, Job::OfferTheWaiting, &[&ben]).await;
        assert_eq!(operators(world, &ada, id).await, [ada.id]);
    }

    async fn handing_on_can_be_set_and_switched_off(world: &World) {
        let chief = administrator(world).await;
        let saved = world.desk().save_conversation_settings(&chief, 0, &typed("", "")).await.unwrap();
        assert_eq!(saved.value.offered_again_after_minutes, None);
        let ada = world.operator("Bea").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let ben = world.operator("Ben").await;
        jobs(world, Job::OfferTheWaiting, &[&ben]).await;
        assert_eq!(operators(world, &ada, id).await, [ada.id]);
        assert!(matches!(world.desk().save_conversation_settings(&chief, 0, &typed("3", "")).await, Err(Error::Invalid(_))));
        assert!(matches!(world.desk().save_conversation_settings(&ada, 1, &typed("3", "")).await, Err(Error::Forbidden)));
        assert!(matches!(world.desk().save_conversation_settings(&chief, 1, &typed("0", "")).await, Err(Error::Invalid(_))));
        world.desk().save_conversation_settings(&chief, 1, &typed("3", "")).await.unwrap();
        jobs(world, Job::OfferTheWaiting, &[&ben]).await;
        assert_eq!(operators(world, &ada, id).await, [ada.id, ben.id]);
    }

    async fn a_day_without_a_word_ends_what_is_read(world: &World) {
        let ada = world.operator("Ada").await;
        let (read, unread) = (world.visitor("Read").await, world.visitor("Unread").await);
        let (id, other) = (world.conversation_of(read).await, world.conversation_of(unread).await);
        world.answers(&ada, id, "Bye").await.unwrap();
        let number = as_it_is(world, &ada, id).await.last_number;
        let seen = domain::wire::visitor::Seen { conversation: read.conversation, number };
        world.desk().visitor_frame(read.token, FromVisitor::Seen(seen)).await.unwrap();
        world.clock.advance(DAY_MS - 10 * MINUTE_MS - 1);
        jobs(world, Job::EndTheIdle, &[]).await;
        assert!(as_it_is(world, &ada, id).await.is_open());
        jobs(world, Job::EndTheIdle, &[]).await;
        assert!(!as_it_is(world, &ada, id).await.is_open());
        assert!(as_it_is(world, &ada, other).await.is_open());
        let last = world.messages(&ada, id).await.pop().unwrap();
        assert_eq!((last.author, last.body), (Author::System, Body::Ended));
        world.assert_journal_is_whole().await;
    }

    async fn an_outcome_follows_from_what_happened_and_an_administrator_corrects_it(world: &World) {
        let chief = administrator(world).await;
        let ada = world.operator("Bea").await;
        let outcome = async |id| as_it_is(world, &ada, id).await.outcome();
        let silent = world.visitor("Anybody?").await;
        let id = world.conversation_of(silent).await;
        assert_eq!(outcome(id).await, None);
        let correct = |outcome| FromConsole::CorrectOutcome(CorrectOutcome { conversation: id, client_id: new_client_id(), outcome });
        assert_eq!(refusal(does(world, &chief, correct(Outcome::Success)).await), Refusal::Open);
        visitor_ends(world, silent).await;
        assert_eq!(outcome(id).await, Some((Outcome::NoAnswer, OutcomeRule::OperatorSilent)));
        let happy = world.visitor("Tea?").await;
        let served = world.conversation_of(happy).await;
        world.answers(&ada, served, "Yes").await.unwrap();
        world.says(happy, "Thanks").await.unwrap();
        visitor_ends(world, happy).await;
        assert_eq!(outcome(served).await, Some((Outcome::Success, OutcomeRule::RanItsCourse)));
        assert_eq!(refusal(does(world, &ada, correct(Outcome::Success)).await), Refusal::Forbidden);
        does(world, &chief, correct(Outcome::Success)).await.unwrap();
        assert_eq!(outcome(id).await, Some((Outcome::Success, OutcomeRule::Corrected)));
        let correction = as_it_is(world, &ada, id).await.history.correction.unwrap();
        assert_eq!((correction.by.id, correction.at), (chief.id, world.clock.now()));
    }
}
