//! What visitors missed while they were away goes to them by e-mail, and leads them back (spec 14.3).

use crate::life_cycle::typed;
use crate::mails::{administrator, mail_server};
use crate::smtp::{MailServer, Mood, Received};
use crate::stories;
use crate::world::{ORIGIN, Visitor, World, new_client_id, new_token, refusal, start};
use domain::id::{ConsoleId, ConversationId, LineId, PublicConversationId};
use domain::mail::TypedMailServer;
use domain::message::{Author, Body, MessageNumber};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::copy::SendCopy;
use domain::wire::visitor::{End, FromVisitor, Seen, Start};
use server::desk::{Desk, Job, SentFile, TokenHash};
use server::error::Error;
use uuid::Uuid;

/// How long what is unread waits, as long as nobody has set it otherwise.
const PATIENCE_MS: i64 = 10 * MINUTE_MS;

/// People at both ends, and a mail server.
struct Scene {
    chief: User,
    mara: User,
    server: MailServer,
    /// Letters that were looked at.
    read: usize,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let chief = administrator(world).await;
        Self {
            mara: world.operator("Mara").await,
            server: mail_server(world, &chief, Mood::Takes).await,
            chief,
            read: 0,
        }
    }

    /// Somebody who had a copy of an earlier conversation sent to him, and begins the next.
    async fn visitor(&mut self, world: &World, email: &str) -> Visitor {
        let token = new_token();
        let first = begins(world, token).await;
        ends(world, first).await;
        let copy = SendCopy {
            conversation: first.conversation,
            email: email.to_owned(),
        };
        let sent = world.desk().send_copy(token, copy, String::new());
        sent.await.unwrap();
        assert_eq!(self.letters(world).await.len(), 1, "the copy");
        begins(world, token).await
    }

    async fn writes(&self, world: &World, visitor: Visitor, text: &str) -> ConversationId {
        let id = world.conversation_of(visitor).await;
        world.answers(&self.mara, id, text).await.unwrap();
        id
    }

    /// The letters that were sent since one looked last.
    async fn letters(&mut self, world: &World) -> Vec<Received> {
        while world.desk().send_due_mails().await.unwrap() > 0 {}
        let letters = self.server.letters().split_off(self.read);
        self.read += letters.len();
        letters
    }

    /// So much time passes, with Mara at her console; the letters that come of it.
    async fn wait(&mut self, world: &World, milliseconds: i64) -> Vec<Received> {
        world.clock.advance(milliseconds);
        let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
        let opened = world.desk().console_opened(&self.mara, console, line);
        opened.await.unwrap();
        world.desk().do_due_jobs().await.unwrap();
        self.letters(world).await
    }

    /// What operators alone are told of a conversation.
    async fn told(&self, world: &World, id: ConversationId) -> Vec<Body> {
        let messages = world.messages(&self.mara, id).await;
        let bodies = messages.into_iter().map(|message| message.body);
        bodies.filter(Body::is_for_operators).collect()
    }
}

async fn begins(world: &World, token: TokenHash) -> Visitor {
    let begun = Start {
        language: Some("fr-CA".to_owned()),
        time_zone: Some("America/Toronto".to_owned()),
        ..start("Bonjour")
    };
    let conversation = world.start(token, begun).await.unwrap().chat.conversation;
    Visitor {
        token,
        conversation,
    }
}

async fn ends(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    let ended = world.desk().visitor_frame(visitor.token, end);
    ended.await.unwrap();
}

async fn reads_all(world: &World, visitor: Visitor) {
    let seen = FromVisitor::Seen(Seen {
        conversation: visitor.conversation,
        number: MessageNumber(u32::MAX),
    });
    let seen = world.desk().visitor_frame(visitor.token, seen);
    seen.await.unwrap();
}

/// The secret of the way back.
fn resume_link(letter: &Received) -> String {
    let link = letter.link("/chat/website/resume#");
    link.split_once('#').unwrap().1.to_owned()
}

/// The secret of the way out, as the head of the letter has it.
fn decline_link(letter: &Received) -> String {
    let start = format!("List-Unsubscribe: <{ORIGIN}/letters/");
    let head = letter.content.replace("\r\n ", " ");
    let (_, rest) = head.split_once(&start).unwrap_or_else(|| panic!("{head}"));
    rest.split_once('>').unwrap().0.to_owned()
}

async fn resume(world: &World, link: &str) -> Result<(TokenHash, PublicConversationId), Error> {
    let lent = new_token();
    let conversation = world.desk().resume("website", link, lent).await?;
    Ok((lent, conversation))
}

stories! {
    async fn who_is_away_gets_one_letter_with_what_he_missed(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let id = scene.writes(world, visitor, "Un instant").await;
        world.clock.advance(MINUTE_MS);
        scene.writes(world, visitor, "<b>Salut</b>").await;
        world.clock.advance(PATIENCE_MS - MINUTE_MS - 1);
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(scene.letters(world).await, []);

        world.clock.advance(5_000);
        let done = futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await;
        let done = done.into_iter().flat_map(Result::unwrap);
        assert_eq!(done.filter(|job| *job == Job::MailTheMissed).count(), 1);
        let letters = scene.letters(world).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada@example.org"));
        let content = &letters[0].content;
        for part in ["Mara:", "17:13", "Un instant", "17:14", "&lt;b&gt;Salut", "America/Toronto", "Reprendre la conversation"] {
            assert!(content.contains(part), "{part}: {content}");
        }
        assert!(!content.contains("Bonjour"), "he wrote that himself: {content}");
        assert!(!resume_link(&letters[0]).is_empty());
        assert_eq!(scene.told(world, id).await, [Body::MissedMailed]);
        assert_eq!(scene.wait(world, 5 * MINUTE_MS).await, []);
        assert_eq!(scene.told(world, id).await.len(), 1);
        let row = world.desk().inbox_row(&scene.mara, id).await.unwrap();
        assert!(row.unread.is_empty(), "it is no message that somebody must read");
        world.assert_journal_is_whole().await;
    }

    async fn a_file_that_was_missed_is_linked(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let id = world.conversation_of(visitor).await;
        let file = SentFile {
            client_id: new_client_id(),
            name: "plan.pdf".to_owned(),
            content: b"%PDF-1.7 a plan".to_vec(),
        };
        world.desk().attach_as_operator(&scene.mara, id, file).await.unwrap();
        let letters = scene.wait(world, PATIENCE_MS).await;
        assert!(letters[0].content.contains("plan.pdf"), "{}", letters[0].content);
        let link = letters[0].link("/files/");
        let sealed = link.strip_prefix(&format!("{ORIGIN}/files/")).unwrap();
        let file = world.desk().file_by_link(sealed).await.unwrap();
        assert_eq!((file.name.as_str(), file.content.as_ref()), ("plan.pdf", &b"%PDF-1.7 a plan"[..]));
    }

    async fn the_visitor_hears_nothing_of_what_operators_are_told(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let id = scene.writes(world, visitor, "Salut").await;
        assert_eq!(scene.wait(world, PATIENCE_MS).await.len(), 1);
        scene.writes(world, visitor, "Encore là ?").await;
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        let messages = snapshot.chat.chat.messages;
        assert_eq!(messages.len() + 1, world.messages(&scene.mara, id).await.len());
        let older = domain::wire::visitor::Older { conversation: visitor.conversation, before: MessageNumber(u32::MAX) };
        let older = world.desk().visitor_older(visitor.token, older).await.unwrap();
        assert_eq!(older.messages, messages);
        let told = serde_json::to_string(&messages).unwrap();
        assert!(!told.contains("mailed") && !told.contains("example.org"), "{told}");
    }

    async fn what_was_read_or_answered_meanwhile_is_not_sent(world: &World) {
        let mut scene = Scene::set(world).await;
        let (reads, writes, leaves) = (
            scene.visitor(world, "a@example.org").await,
            scene.visitor(world, "b@example.org").await,
            scene.visitor(world, "c@example.org").await,
        );
        for visitor in [reads, writes, leaves] {
            scene.writes(world, visitor, "Salut").await;
        }
        world.clock.advance(PATIENCE_MS - MINUTE_MS);
        reads_all(world, reads).await;
        world.says(writes, "Merci").await.unwrap();
        ends(world, leaves).await;
        assert_eq!(scene.wait(world, MINUTE_MS).await, []);
        assert_eq!(scene.wait(world, PATIENCE_MS).await, []);
    }

    async fn what_an_operator_wrote_before_he_ended_it_is_sent_all_the_same(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let conversation = scene.writes(world, visitor, "Salut").await;
        let end = domain::wire::console::Request { conversation, client_id: new_client_id() };
        let end = domain::wire::console::FromConsole::End(end);
        world.desk().console_frame(&scene.mara, end).await.unwrap();
        let letters = scene.wait(world, PATIENCE_MS).await;
        assert_eq!(letters.len(), 1);
        let (lent, conversation) = resume(world, &resume_link(&letters[0])).await.unwrap();
        assert!(world.desk().visitor_snapshot(lent, conversation).await.unwrap().chat.ended);
    }

    async fn without_an_address_a_server_or_the_wish_nothing_is_sent(world: &World) {
        let mut scene = Scene::set(world).await;
        let nameless = world.visitor("Hello").await;
        scene.writes(world, nameless, "Hello?").await;
        assert_eq!(scene.wait(world, PATIENCE_MS).await, []);

        let visitor = scene.visitor(world, "ada@example.org").await;
        let id = scene.writes(world, visitor, "Salut").await;
        let settings = world.desk().save_conversation_settings(&scene.chief, 0, &typed("2", "")).await.unwrap();
        assert_eq!(settings.value.missed_mailed_after_minutes, None);
        assert_eq!(scene.wait(world, PATIENCE_MS).await, []);
        for wrong in ["0", "721", "soon"] {
            let refused = world.desk().save_conversation_settings(&scene.chief, 1, &typed("2", wrong)).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}");
        }
        world.desk().save_conversation_settings(&scene.chief, 1, &typed("2", "20")).await.unwrap();
        world.desk().save_mail_server(&scene.chief, 1, TypedMailServer::default()).await.unwrap();
        assert_eq!(scene.wait(world, PATIENCE_MS).await, []);
        assert_eq!(scene.told(world, id).await, []);

        let again = crate::mails::typed(&scene.server);
        world.desk().save_mail_server(&scene.chief, 2, again).await.unwrap();
        assert_eq!(scene.wait(world, MINUTE_MS).await.len(), 1);
    }

    async fn letters_keep_their_distance_and_stop_where_nobody_comes(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        scene.writes(world, visitor, "Un").await;
        assert_eq!(scene.wait(world, PATIENCE_MS).await.len(), 1);
        scene.writes(world, visitor, "Deux").await;
        assert_eq!(scene.wait(world, 29 * MINUTE_MS).await, []);
        let second = scene.wait(world, MINUTE_MS).await;
        assert_eq!(second.len(), 1);
        assert!(second[0].content.contains("Deux") && !second[0].content.contains(" Un"), "{}", second[0].content);
        scene.writes(world, visitor, "Trois").await;
        assert_eq!(scene.wait(world, 30 * MINUTE_MS).await.len(), 1);
        scene.writes(world, visitor, "Quatre").await;
        assert_eq!(scene.wait(world, 60 * MINUTE_MS).await, [], "nobody came to three");

        reads_all(world, visitor).await;
        scene.writes(world, visitor, "Cinq").await;
        assert_eq!(scene.wait(world, PATIENCE_MS).await.len(), 1);
    }

    async fn an_address_gets_ten_letters_a_day(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        for _ in 0..10 {
            scene.writes(world, visitor, "Salut").await;
            assert_eq!(scene.wait(world, 30 * MINUTE_MS).await.len(), 1);
            reads_all(world, visitor).await;
        }
        scene.writes(world, visitor, "Encore").await;
        assert_eq!(scene.wait(world, 30 * MINUTE_MS).await, []);
        // The first was written half an hour after the beginning.
        assert_eq!(scene.wait(world, DAY_MS - 300 * MINUTE_MS - 1).await, []);
        assert_eq!(scene.wait(world, 5_001).await.len(), 1);
    }

    async fn a_link_leads_back_into_its_conversation_and_no_other(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let other = world.visitor("Somebody else").await;
        let id = scene.writes(world, visitor, "Salut").await;
        let letters = scene.wait(world, PATIENCE_MS).await;
        let link = resume_link(&letters[0]);
        let (lent, conversation) = resume(world, &link).await.unwrap();
        assert_eq!(conversation, visitor.conversation);
        let back = Visitor { token: lent, conversation };
        assert_eq!(world.conversation_of(back).await, id);
        reads_all(world, back).await;
        world.says(back, "Me voilà").await.unwrap();
        let said = world.messages(&scene.mara, id).await;
        assert_eq!(said.last().unwrap().author, Author::Visitor);
        // Neither somebody else's nor his own earlier one, and nothing but what is lent.
        let foreign = world.desk().visitor_snapshot(lent, other.conversation).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);
        let by_link = world.desk().visitor_snapshot(TokenHash::of(&link), conversation).await;
        assert_eq!(refusal(by_link), Refusal::NotFound);
        let decline = decline_link(&letters[0]);
        for wrong in ["", "x", decline.as_str()] {
            assert_eq!(refusal(resume(world, wrong).await), Refusal::NotFound, "{wrong}");
        }
        let elsewhere = world.desk().resume("elsewhere", &link, new_token()).await;
        assert_eq!(refusal(elsewhere), Refusal::NotFound);
        // His own browser is in it as before.
        world.says(visitor, "Ici aussi").await.unwrap();
    }

    async fn a_link_and_what_it_lends_are_good_for_a_time(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        scene.writes(world, visitor, "Salut").await;
        let link = resume_link(&scene.wait(world, PATIENCE_MS).await[0]);
        world.clock.advance(7 * DAY_MS - 1);
        let (lent, conversation) = resume(world, &link).await.unwrap();
        world.clock.advance(1);
        assert_eq!(refusal(resume(world, &link).await), Refusal::NotFound);
        world.clock.advance(30 * DAY_MS - 2);
        world.desk().visitor_snapshot(lent, conversation).await.unwrap();
        world.clock.advance(1);
        let over = refusal(world.desk().visitor_snapshot(lent, conversation).await);
        assert_eq!(over, Refusal::Unauthorized);
        world.desk().do_due_jobs().await.unwrap();
        let forgotten = world.another_node().await.visitor_snapshot(lent, conversation).await;
        assert_eq!(refusal(forgotten), Refusal::NotFound);
    }

    async fn a_link_is_followed_twenty_times_a_day(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        scene.writes(world, visitor, "Salut").await;
        let link = resume_link(&scene.wait(world, PATIENCE_MS).await[0]);
        for _ in 0..20 {
            resume(world, &link).await.unwrap();
        }
        assert_eq!(refusal(resume(world, &link).await), Refusal::TooMany);
        world.clock.advance(DAY_MS);
        resume(world, &link).await.unwrap();
    }

    async fn who_wants_no_more_gets_no_more_about_that_conversation(world: &World) {
        let mut scene = Scene::set(world).await;
        let (one, two) = (scene.visitor(world, "ada@example.org").await, scene.visitor(world, "ada@example.org").await);
        let id = scene.writes(world, one, "Salut").await;
        let letters = scene.wait(world, PATIENCE_MS).await;
        let link = decline_link(&letters[0]);
        // To look changes nothing.
        world.desk().can_decline_letters(&link).await.unwrap();
        assert_eq!(scene.told(world, id).await, [Body::MissedMailed]);
        for wrong in ["", "x", resume_link(&letters[0]).as_str()] {
            assert_eq!(refusal(world.desk().can_decline_letters(wrong).await), Refusal::NotFound);
            assert_eq!(refusal(world.desk().decline_letters(wrong).await), Refusal::NotFound);
        }
        world.desk().decline_letters(&link).await.unwrap();
        world.desk().decline_letters(&link).await.unwrap();
        assert_eq!(scene.told(world, id).await, [Body::MissedMailed, Body::MailDeclined]);
        scene.writes(world, one, "Encore").await;
        scene.writes(world, two, "À vous").await;
        let letters = scene.wait(world, 60 * MINUTE_MS).await;
        assert_eq!(letters.len(), 1, "that of the other conversation");
        // The way back stays open.
        world.clock.advance(60 * DAY_MS);
        assert_eq!(refusal(world.desk().decline_letters(&link).await), Refusal::NotFound);
        world.assert_journal_is_whole().await;
    }

    async fn the_address_of_a_copy_is_the_visitors_from_then_on(world: &World) {
        let mut scene = Scene::set(world).await;
        let visitor = scene.visitor(world, "ada@example.org").await;
        let id = world.conversation_of(visitor).await;
        let row = world.desk().inbox_row(&scene.mara, id).await.unwrap();
        assert_eq!(row.conversation.email.as_deref(), Some("ada@example.org"));
        let stranger = world.conversation_of(world.visitor("Hello").await).await;
        let row = world.desk().inbox_row(&scene.mara, stranger).await.unwrap();
        assert_eq!(row.conversation.email, None);
    }
}
