//! Who is on the site, and what comes of it when he is asked whether he wants to talk (spec 8.10).

use crate::chatbots::{answers_everywhere, step};
use crate::mails::administrator;
use crate::stories;
use crate::world::{World, new_token, refusal, start};
use domain::chatbot::Kind;
use domain::event::Position;
use domain::id::{ChannelId, ConsoleId, LineId, VisitId};
use domain::limit::INVITATION_CHARACTERS;
use domain::message::{Author, Body};
use domain::presence::GRACE_MS;
use domain::problem::Fault;
use domain::rule::OperatorCondition;
use domain::user::{Role, User};
use domain::visit::{INVITATION_MS, VisitState};
use domain::wire::Refusal;
use domain::wire::visitor::{Button, Snapshot, Start};
use server::desk::{Desk, Page, PageReader, TokenHash};
use server::error::Error;
use std::net::{IpAddr, Ipv4Addr};
use uuid::Uuid;

const ASKED: &str = "Can I help with the prices?";

fn reader(visit: VisitId, channel: ChannelId) -> PageReader {
    PageReader {
        visit,
        channel,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        page: "https://shop.example/prices?token=secret".to_owned(),
        country: None,
        state: VisitState::Reading,
    }
}

/// What the browser of somebody carries whom an operator has asked something.
async fn asked(desk: &Desk, user: &User, text: &str) -> String {
    let channel = desk.channel_by_key("website").await.unwrap().id;
    let visit = desk.begin_visit();
    let waiting = desk.wait_as(reader(visit, channel));
    let carried = async {
        let sealed = waiting.asked(None).await;
        // The next request carries it.
        assert_eq!(desk.invitation_of(visit, Some(&sealed)), None);
        sealed
    };
    let (told, sealed) = tokio::join!(desk.ask_visitor(user, visit, text), carried);
    told.unwrap();
    sealed
}

async fn answers(
    world: &World,
    token: TokenHash,
    start: Start,
    sealed: &str,
) -> Result<Snapshot, Error> {
    let desk = world.desk();
    desk.start_invited(token, start, None, Some(sealed)).await
}

/// Who wrote what in the only conversation there is, as operators read it.
async fn written(world: &World, user: &User) -> Vec<(String, Body)> {
    let inbox = world.desk().console_snapshot(user).await.unwrap().inbox;
    let [row] = inbox.rows.as_slice() else {
        panic!("{inbox:?}")
    };
    let messages = world.messages(user, row.conversation.id).await;
    let written = messages.into_iter().map(|message| {
        let author = match message.author {
            Author::Operator(operator) => operator.name,
            author => format!("{author:?}"),
        };
        (author, message.body)
    });
    written.collect()
}

fn text(text: &str) -> Body {
    Body::Text(text.to_owned())
}

async fn opens_a_console(world: &World, user: &User) {
    let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
    world
        .desk()
        .console_opened(user, console, line)
        .await
        .unwrap();
}

stories! {
    async fn who_looks_at_a_page_is_listed_until_he_has_gone(world: &World) {
        let mara = world.operator("Mara").await;
        let (desk, channel) = (&world.nodes()[0], world.channel().await);
        assert_eq!(desk.on_site(&mara).await.unwrap().visits.count, 0);
        let visit = desk.begin_visit();
        let waiting = desk.wait_as(reader(visit, channel));
        let since = world.clock.now();
        world.clock.advance(60_000);
        let site = desk.on_site(&mara).await.unwrap();
        let [told] = site.visits.visits.as_slice() else { panic!("{site:?}") };
        assert_eq!((told.id, told.channel, told.since), (visit, channel, since));
        assert_eq!(told.page.as_deref(), Some("https://shop.example/prices"));
        assert_eq!(site.may_ask_in, [channel]);
        drop(waiting);
        assert_eq!(desk.on_site(&mara).await.unwrap().visits.count, 1);
        world.clock.advance(10_000);
        assert_eq!(desk.on_site(&mara).await.unwrap().visits.count, 0);
        assert_eq!(desk.ask_visitor(&mara, visit, ASKED).await.unwrap_err().refusal(), Refusal::NotFound);
    }

    async fn who_answers_talks_to_who_asked_and_to_no_chatbot(world: &World) {
        let chief = administrator(world).await;
        let mara = world.operator("Mara").await;
        let _bea = world.operator("Bea").await;
        let steps = vec![step("What is your name?", Kind::FreeInput)];
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let before = world.cursor().await;
        let sealed = asked(&world.nodes()[0], &mara, ASKED).await;
        let page = Page { language: "en", invitation: Some(&sealed), ..Page::default() };
        let config = world.desk().widget_config(world.channel().await, page).await.unwrap();
        assert_eq!((config.button, config.chatbot.is_some()), (Button::Notifies, false));
        assert_eq!((config.operator.as_deref(), config.texts.welcome.as_str()), (Some("Mara"), ASKED));
        assert_eq!(config.invitation.as_deref(), Some(sealed.as_str()));
        assert_eq!(world.cursor().await, before, "nothing is stored before he answers");

        let (token, begun) = (new_token(), start("Yes, please"));
        let snapshot = answers(world, token, begun.clone(), &sealed).await.unwrap();
        assert_eq!(snapshot.chat.operators, ["Mara"]);
        let told = [
            ("Mara".to_owned(), Body::Joined),
            ("Mara".to_owned(), text(ASKED)),
            ("Visitor".to_owned(), text("Yes, please")),
        ];
        assert_eq!(written(world, &mara).await, told);
        // Sent again, it is the same conversation.
        let again = answers(world, token, begun, &sealed).await.unwrap();
        assert_eq!(again, snapshot);
        answers(world, token, start("Are you there?"), &sealed).await.unwrap();
        assert_eq!(written(world, &mara).await.len(), 4);
        let [row] = &*world.desk().console_snapshot(&mara).await.unwrap().inbox.rows else { panic!() };
        // What he was asked was no answer yet.
        assert_eq!(row.conversation.history.answered_at, None);
        world.assert_journal_is_whole().await;
    }

    async fn what_is_not_good_is_as_if_it_was_not_there(world: &World) {
        let mara = world.operator("Mara").await;
        let sealed = asked(&world.nodes()[0], &mara, ASKED).await;
        let mut forged = sealed.clone().into_bytes();
        forged[40] = if forged[40] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        let longer = format!("{sealed}{}", "A".repeat(9_999));
        for wrong in [forged.as_str(), longer.as_str(), "", "?", "null"] {
            let snapshot = answers(world, new_token(), start("Hello"), wrong).await.unwrap();
            let said = snapshot.chat.chat.messages.iter().filter(|message| message.body.text().is_some());
            assert_eq!(said.count(), 1, "{wrong}");
        }
        let chief = administrator(world).await;
        let draft = domain::channel::Draft { name: "Shop".to_owned(), ..domain::channel::Draft::default() };
        let shop = world.desk().create_channel(&chief, draft).await.unwrap();
        opens_a_console(world, &chief).await;
        world.desk().join_channel(&chief, shop.id).await.unwrap();
        let elsewhere = Start { channel: shop.key.clone(), ..start("Hello") };
        let snapshot = answers(world, new_token(), elsewhere, &sealed).await.unwrap();
        assert_eq!(snapshot.chat.operators, [chief.public_name().to_owned()]);
    }

    async fn an_invitation_is_answered_within_an_hour_or_not_at_all(world: &World) {
        let mara = world.operator("Mara").await;
        let sealed = asked(&world.nodes()[0], &mara, ASKED).await;
        for (after_ms, messages) in [(INVITATION_MS - 1, 3), (1, 2)] {
            world.clock.advance(after_ms);
            opens_a_console(world, &mara).await;
            let snapshot = answers(world, new_token(), start("Hello"), &sealed).await.unwrap();
            assert_eq!(snapshot.chat.chat.messages.len(), messages);
        }
    }

    async fn who_asked_and_went_leaves_the_answer_to_others(world: &World) {
        let (mara, line) = (world.user("Mara").await, LineId(Uuid::now_v7()));
        let console = ConsoleId(Uuid::now_v7());
        world.desk().console_opened(&mara, console, line).await.unwrap();
        let sealed = asked(&world.nodes()[0], &mara, ASKED).await;
        let bea = world.operator("Bea").await;
        world.desk().console_closed(&mara, console, line).await.unwrap();
        world.clock.advance(GRACE_MS);
        let snapshot = answers(world, new_token(), start("Yes"), &sealed).await.unwrap();
        assert_eq!(snapshot.chat.operators, ["Bea"]);
        assert_eq!(written(world, &bea).await.len(), 2);
        let config = world.desk().widget_config(world.channel().await, Page { invitation: Some(&sealed), ..Page::default() });
        assert_eq!(config.await.unwrap().invitation, None);
    }

    async fn who_may_answer_in_a_channel_may_ask_there(world: &World) {
        let chief = administrator(world).await;
        let mara = world.operator("Mara").await;
        let stranger = domain::user::Role::Operator;
        let stranger = server::desk::NewUser {
            channels: Vec::new(),
            ..crate::world::new_user("Cy", stranger)
        };
        let stranger = world.desk().create_user(stranger).await.unwrap();
        opens_a_console(world, &stranger).await;
        opens_a_console(world, &chief).await;
        let (desk, channel) = (&world.nodes()[0], world.channel().await);
        let visit = desk.begin_visit();
        let waiting = desk.wait_as(reader(visit, channel));
        assert_eq!(desk.on_site(&stranger).await.unwrap().may_ask_in, []);
        assert_eq!(refusal(desk.ask_visitor(&stranger, visit, ASKED).await), Refusal::Forbidden);
        drop(waiting);
        for user in [&mara, &chief] {
            asked(desk, user, ASKED).await;
        }
        assert_eq!(chief.role, Role::Administrator);
    }

    async fn what_is_asked_has_words_and_whoever_talks_is_asked_nothing(world: &World) {
        let mara = world.operator("Mara").await;
        let (desk, channel) = (&world.nodes()[0], world.channel().await);
        let most = "é".repeat(INVITATION_CHARACTERS);
        asked(desk, &mara, &most).await;
        let limit = INVITATION_CHARACTERS;
        for (wrong, fault) in [(" ", Fault::Missing), (&format!("{most}!"), Fault::TooLong { limit })] {
            let Err(Error::Invalid(problems)) = desk.ask_visitor(&mara, desk.begin_visit(), wrong).await else { panic!() };
            assert_eq!((problems[0].field.as_str(), problems[0].fault), ("text", fault));
        }
        let visit = desk.begin_visit();
        let talking = PageReader { state: VisitState::Talking, ..reader(visit, channel) };
        let _waiting = desk.wait_as(talking);
        assert!(matches!(desk.ask_visitor(&mara, visit, ASKED).await, Err(Error::Conflict)));
        let entries = desk.entries_after(Position(0), 100).await.unwrap();
        assert!(entries.iter().all(|entry| entry.event().is_none()));
    }
}
