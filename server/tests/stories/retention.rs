//! Conversations are erased once they have been over for as long as they are kept, and nothing is left of them but figures
//! (spec 7.7; `attacks.md` 37).

use crate::mails::{administrator, mail_server};
use crate::search::finds;
use crate::smtp::Mood;
use crate::stories;
use crate::world::{Visitor, World, new_client_id, new_token, refusal, start};
use domain::event::{Cursor, Event, Happening, Position};
use domain::id::{ClientId, ConsoleId, ConversationId, LineId};
use domain::inbox::{Applied, Inbox};
use domain::page::VisitedPage;
use domain::problem::{Fault, Problem};
use domain::rating::Face;
use domain::report::{Asked, Column, Dimension, Filter, Kind, Neighbours, Question, Span, Table};
use domain::settings::{Conversations, TypedConversations};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::copy::SendCopy;
use domain::wire::rating::Rate;
use domain::wire::visitor::{End, FromVisitor, Older, Pages, Start};
use futures::TryStreamExt;
use server::desk::{ConsoleResume, Desk, Format, Job, Reader, SentFile, Sought, TokenHash};
use server::error::Error;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

/// How often it is looked whether something is past its time.
const LOOK_MS: i64 = 10 * MINUTE_MS;
/// For how many days the stories keep what is over.
const DAYS: i64 = 30;
/// What must not be found any more.
const SECRET: &str = "xylophone";

/// Somebody who sets things, and somebody who answers.
struct Scene {
    chief: User,
    mara: User,
}

impl Scene {
    async fn set(world: &World, keeps_figures: bool) -> Self {
        let scene = Self {
            chief: administrator(world).await,
            mara: world.user("Mara").await,
        };
        keeps(world, &scene.chief, 0, keeps_figures).await;
        scene
    }

    /// A conversation of a new visitor, answered and ended.
    async fn past(&self, world: &World, text: &str) -> (Visitor, ConversationId) {
        self.past_of(world, new_token(), start(text)).await
    }

    async fn past_of(
        &self,
        world: &World,
        token: TokenHash,
        begun: Start,
    ) -> (Visitor, ConversationId) {
        let (visitor, id) = self.present_of(world, token, begun).await;
        world.answers(&self.mara, id, "Good morning").await.unwrap();
        ends(world, visitor).await;
        (visitor, id)
    }

    /// A conversation that goes on.
    async fn present_of(
        &self,
        world: &World,
        token: TokenHash,
        begun: Start,
    ) -> (Visitor, ConversationId) {
        // Nobody's console is open for days.
        let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
        let opened = world.desk().console_opened(&self.mara, console, line);
        opened.await.unwrap();
        let conversation = world.start(token, begun).await.unwrap().chat.conversation;
        let visitor = Visitor {
            token,
            conversation,
        };
        (visitor, world.conversation_of(visitor).await)
    }

    /// Whether a console still has a conversation.
    async fn has(&self, world: &World, id: ConversationId) -> bool {
        inbox(world, &self.mara).await.row(id).is_some()
    }
}

async fn inbox(world: &World, user: &User) -> Inbox {
    world.desk().console_snapshot(user).await.unwrap().inbox
}

async fn keeps(world: &World, chief: &User, seen: u32, keeps_figures: bool) {
    let typed = TypedConversations {
        kept_days: DAYS.to_string(),
        keeps_figures,
        ..TypedConversations::default()
    };
    let saved = world.desk().save_conversation_settings(chief, seen, &typed);
    saved.await.unwrap();
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

/// All nodes look at one instant; how many of them erased what was past.
async fn look(world: &World) -> usize {
    let done = futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await;
    let done = done.into_iter().flat_map(Result::unwrap);
    done.filter(|job| *job == Job::EraseThePast).count()
}

/// So many days pass, and then it is looked.
async fn days_pass(world: &World, days: i64) {
    world.clock.advance(days * DAY_MS);
    assert_eq!(look(world).await, 1);
}

async fn events(world: &World) -> Vec<Event> {
    let entries = world.desk().entries_after(Position(0), 100_000).await;
    let entries = entries.unwrap();
    let events = entries.iter().filter_map(|entry| entry.event().cloned());
    events.collect()
}

/// Whether a word stands anywhere in the database: in the bytes of its files, or in the rows of its tables.
pub(crate) async fn stands_somewhere(world: &World, sought: &str) -> bool {
    if world.is_sqlite() {
        let file = world.file();
        let beside = |end: &str| file.with_file_name(format!("porchlight.db{end}"));
        return ["", "-wal", "-shm"].into_iter().any(|end| {
            let bytes = std::fs::read(beside(end)).unwrap_or_default();
            bytes
                .windows(sought.len())
                .any(|piece| piece == sought.as_bytes())
        });
    }
    let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
    let tables: Vec<(String,)> = sqlx::query_as(
        "select table_name::text from information_schema.tables where table_schema = 'public'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for (table,) in tables {
        let counted = format!("select count(*) from {table} told where told::text like $1");
        let (found,): (i64,) = sqlx::query_as(AssertSqlSafe(counted))
            .bind(format!("%{sought}%"))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if found > 0 {
            return true;
        }
    }
    false
}

async fn counts(world: &World, chief: &User) -> Table {
    let question = Question {
        kind: Kind::Sessions,
        by: vec![Dimension::Operator, Dimension::Rating],
        span: Span::All,
        filter: Filter::default(),
    };
    let reader = Reader::default();
    let report = world.desk().report(chief, question, &reader);
    report.await.unwrap().table
}

async fn exported(world: &World, chief: &User) -> String {
    let columns = vec![Column::Visitor, Column::Rating, Column::Comment];
    let (desk, all) = (world.desk(), Sought::Asked(Box::default()));
    let exported = desk.export_sessions(chief, all, columns, Format::Csv);
    let pieces: Vec<Vec<u8>> = exported.await.unwrap().bytes().try_collect().await.unwrap();
    String::from_utf8(pieces.concat()).unwrap()
}

async fn names(world: &World, user: &User) -> Vec<Option<String>> {
    let page = world.desk().session_page(user, Asked::default(), None);
    let rows = page.await.unwrap().rows.into_iter();
    rows.map(|session| session.visitor_name).collect()
}

/// A conversation with the secret in everything that can hold words.
async fn tells_all(scene: &Scene, world: &World) -> (Visitor, ConversationId) {
    let begun = Start {
        page: Some(format!("https://shop.example/{SECRET}")),
        ..start(&format!("My {SECRET}"))
    };
    let (visitor, id) = scene.present_of(world, new_token(), begun).await;
    let desk = world.desk();
    let pages = FromVisitor::Pages(Pages {
        conversation: visitor.conversation,
        pages: vec![VisitedPage {
            path: format!("/{SECRET}"),
            title: SECRET.to_owned(),
            at: world.clock.now(),
        }],
    });
    desk.visitor_frame(visitor.token, pages).await.unwrap();
    world
        .answers(&scene.mara, id, &format!("Which {SECRET}?"))
        .await
        .unwrap();
    let sent = SentFile {
        client_id: new_client_id(),
        name: format!("{SECRET}.pdf"),
        content: format!("%PDF-1.7 {SECRET}").into_bytes(),
    };
    let attached = desk.attach_as_visitor(visitor.token, visitor.conversation, sent);
    attached.await.unwrap();
    let note = format!("Likes the {SECRET}");
    desk.save_note(&scene.mara, id, 0, note).await.unwrap();
    let tag = desk.make_tag(&scene.chief, "Refund", None).await.unwrap();
    desk.tag(&scene.mara, id, tag.id).await.unwrap();
    ends(world, visitor).await;
    let rate = Rate {
        conversation: visitor.conversation,
        face: Face::Satisfied,
        comment: format!("What a {SECRET}"),
    };
    desk.rate(visitor.token, rate).await.unwrap();
    let copy = SendCopy {
        conversation: visitor.conversation,
        email: format!("{SECRET}@example.org"),
    };
    desk.send_copy(visitor.token, copy, String::new())
        .await
        .unwrap();
    (visitor, id)
}

stories! {
    async fn what_is_over_is_erased_after_so_many_days_and_not_before(world: &World) {
        let scene = Scene::set(world, true).await;
        let (past, gone) = scene.past(world, "Hello").await;
        let (_, open) = scene.present_of(world, new_token(), start("Anybody?")).await;
        world.clock.advance(DAYS * DAY_MS - 1);
        assert_eq!(look(world).await, 1);
        assert!(scene.has(world, gone).await);
        world.clock.advance(1);
        assert_eq!(look(world).await, 0, "it is looked every ten minutes");
        world.clock.advance(LOOK_MS);
        assert_eq!(look(world).await, 1);
        assert!(!scene.has(world, gone).await);
        assert!(scene.has(world, open).await, "what is open is never past");

        let desk = world.desk();
        assert_eq!(refusal(desk.thread(&scene.mara, gone).await), Refusal::NotFound);
        assert_eq!(refusal(desk.inbox_row(&scene.mara, gone).await), Refusal::NotFound);
        assert_eq!(refusal(desk.save_note(&scene.mara, gone, 0, "a".to_owned()).await), Refusal::NotFound);
        assert_eq!(refusal(world.answers(&scene.mara, gone, "Hello?").await), Refusal::NotFound);
        assert_eq!(refusal(desk.visitor_snapshot(past.token, past.conversation).await), Refusal::NotFound);
        world.assert_journal_is_whole().await;
    }

    async fn without_a_number_of_days_everything_is_kept(world: &World) {
        let chief = administrator(world).await;
        let scene = Scene { mara: world.user("Mara").await, chief };
        let (_, id) = scene.past(world, "Hello").await;
        days_pass(world, 10 * 365).await;
        assert!(scene.has(world, id).await);
        let kept = world.desk().conversation_settings(&scene.chief).await.unwrap();
        assert_eq!(kept.value, Conversations::default());
        let wrong = TypedConversations { kept_days: "3651".to_owned(), ..TypedConversations::default() };
        let Err(Error::Invalid(problems)) = world.desk().save_conversation_settings(&scene.chief, 0, &wrong).await else {
            panic!("3651 days are too many");
        };
        assert_eq!(problems, [Problem::new("kept_days", Fault::OutOfRange { least: 1, most: 3_650 })]);
    }

    async fn words_go_even_while_the_contents_of_files_cannot(world: &World) {
        let scene = Scene::set(world, true).await;
        let _server = mail_server(world, &scene.chief, Mood::Refuses).await;
        tells_all(&scene, world).await;
        // A file where the folder should be.
        let aside = world.files().with_file_name("aside");
        std::fs::rename(world.files(), &aside).unwrap();
        std::fs::write(world.files(), "").unwrap();
        world.clock.advance(DAYS * DAY_MS);
        let erased = world.desk().do_due_jobs().await;
        assert!(matches!(erased, Err(Error::Failed(_))), "{erased:?}");
        assert!(!stands_somewhere(world, SECRET).await);

        std::fs::remove_file(world.files()).unwrap();
        std::fs::rename(&aside, world.files()).unwrap();
        assert_eq!(std::fs::read_dir(world.files()).unwrap().count(), 1);
        world.clock.advance(MINUTE_MS);
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(std::fs::read_dir(world.files()).unwrap().count(), 0);
    }

    async fn no_word_is_left_anywhere(world: &World) {
        let scene = Scene::set(world, true).await;
        let _server = mail_server(world, &scene.chief, Mood::Refuses).await;
        tells_all(&scene, world).await;
        let (_, other) = scene.past(world, "Something else").await;
        assert_eq!(finds(world, &scene.mara, SECRET).await.len(), 1);
        assert!(stands_somewhere(world, SECRET).await);
        assert_eq!(std::fs::read_dir(world.files()).unwrap().count(), 1);
        let unsent = world.desk().unsent_mails(&scene.chief).await.unwrap();
        assert_eq!(unsent.len(), 1, "the copy waits");

        days_pass(world, DAYS).await;
        assert_eq!(finds(world, &scene.mara, SECRET).await, []);
        assert!(!scene.has(world, other).await);
        assert_eq!(std::fs::read_dir(world.files()).unwrap().count(), 0);
        assert_eq!(world.desk().unsent_mails(&scene.chief).await.unwrap(), []);
        assert!(!stands_somewhere(world, SECRET).await);
        assert!(events(world).await.iter().all(|event| event.happening == Happening::Erased));
        world.assert_journal_is_whole().await;
    }

    async fn what_was_never_indexed_is_never_found(world: &World) {
        let scene = Scene::set(world, true).await;
        scene.past(world, SECRET).await;
        days_pass(world, DAYS).await;
        assert_eq!(finds(world, &scene.mara, SECRET).await, []);
        scene.past(world, "quite another").await;
        assert_eq!(finds(world, &scene.mara, "another").await.len(), 1, "the reader of the journal goes on");
    }

    async fn figures_stay_true_and_tell_nothing_of_anybody(world: &World) {
        let scene = Scene::set(world, true).await;
        let _server = mail_server(world, &scene.chief, Mood::Refuses).await;
        let (_, first) = scene.past(world, "The first").await;
        let (_, rated) = tells_all(&scene, world).await;
        world.clock.advance(DAY_MS);
        let (_, last) = scene.past(world, "The last").await;
        let before = counts(world, &scene.chief).await;
        let public = world.desk().rating_page(Some(&scene.chief), "website").await.unwrap();

        days_pass(world, DAYS - 1).await;
        assert_eq!(counts(world, &scene.chief).await, before);
        assert_eq!(world.desk().rating_page(Some(&scene.chief), "website").await.unwrap(), public);
        let listed = names(world, &scene.mara).await;
        assert_eq!(listed, [Some("Visitor 3".to_owned()), None, None]);
        let file = exported(world, &scene.chief).await;
        assert_eq!(file, "\u{feff}visitor,rating,comment\r\nVisitor 3,,\r\nErased,5,\r\nErased,,\r\n");
        // The way from one transcript to the next leads past what cannot be read.
        let beside = |id| world.desk().session_neighbours(&scene.mara, Asked::default(), id);
        assert_eq!(beside(last).await.unwrap(), Neighbours::default());
        for erased in [first, rated] {
            assert_eq!(beside(erased).await.unwrap().newer, Some(last));
        }
    }

    async fn figures_go_as_well_where_they_are_not_kept(world: &World) {
        let scene = Scene::set(world, true).await;
        scene.past(world, "Before").await;
        days_pass(world, DAYS).await;
        assert_eq!(names(world, &scene.mara).await, [None]);
        keeps(world, &scene.chief, 1, false).await;
        scene.past(world, "After").await;
        let (_, open) = scene.present_of(world, new_token(), start("Anybody?")).await;
        days_pass(world, 1).await;
        assert_eq!(names(world, &scene.mara).await.len(), 2, "what was kept of others until now goes too");
        days_pass(world, DAYS - 1).await;
        assert_eq!(names(world, &scene.mara).await, [Some("Visitor 3".to_owned())]);
        assert!(scene.has(world, open).await);
    }

    async fn who_comes_back_from_before_hears_that_it_is_gone(world: &World) {
        let scene = Scene::set(world, true).await;
        let begun = world.cursor().await;
        let (past, gone) = scene.past(world, "Hello").await;
        let (_, open) = scene.present_of(world, new_token(), start("Anybody?")).await;
        let mut known = inbox(world, &scene.mara).await;
        let read = world.cursor().await;
        world.desk().visitor_resume(past.token, past.conversation, read).await.unwrap();
        days_pass(world, DAYS).await;

        let mara = &scene.mara;
        let missed = |cursor: Cursor| async move {
            let resumed = world.desk().console_resume(mara, cursor).await.unwrap();
            let ConsoleResume::Events(events, _) = resumed else { panic!("{resumed:?}") };
            events.events.into_iter().filter_map(|entry| entry.event().cloned()).collect::<Vec<_>>()
        };
        for event in missed(read).await {
            assert_eq!(known.apply(&event), Applied::Done);
        }
        assert!(known.row(gone).is_none() && known.row(open).is_some());
        let from_the_start = missed(begun).await;
        assert!(from_the_start.len() > 5);
        let of_gone = from_the_start.iter().filter(|event| event.conversation == gone);
        assert!(of_gone.clone().count() > 3);
        assert!(of_gone.clone().all(|event| event.happening == Happening::Erased));

        for node in world.nodes() {
            let resumed = node.visitor_resume(past.token, past.conversation, read).await;
            assert_eq!(refusal(resumed), Refusal::NotFound);
            let older = Older { conversation: past.conversation, before: domain::message::MessageNumber(9) };
            assert_eq!(refusal(node.visitor_older(past.token, older).await), Refusal::NotFound);
            let pages = FromVisitor::Pages(Pages { conversation: past.conversation, pages: Vec::new() });
            assert_eq!(refusal(node.visitor_frame(past.token, pages).await), Refusal::NotFound);
            ends_nothing(node, past).await;
        }
    }

    async fn what_is_sent_again_begins_anew_or_is_not_found(world: &World) {
        let scene = Scene::set(world, true).await;
        let (token, begun) = (new_token(), start("Hello"));
        let (past, gone) = scene.past_of(world, token, begun.clone()).await;
        let said = new_client_id();
        days_pass(world, DAYS).await;
        assert_eq!(refusal(world.says_as(past, said, "Hello?").await), Refusal::NotFound);
        assert_eq!(refusal(world.says_as(past, begun.client_id, "Hello").await), Refusal::NotFound);
        let rate = Rate { conversation: past.conversation, face: Face::Okay, comment: "Late".to_owned() };
        assert_eq!(refusal(world.desk().rate(past.token, rate).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().rating(past.token, past.conversation).await), Refusal::NotFound);
        let (anew, id) = scene.present_of(world, token, begun).await;
        assert_ne!((anew.conversation, id), (past.conversation, gone));
        assert_eq!(world.texts(&scene.mara, id).await, ["Hello"]);
    }

    async fn a_visitor_stays_as_long_as_one_of_his_conversations(world: &World) {
        let scene = Scene::set(world, true).await;
        let token = new_token();
        let (_, old) = scene.past_of(world, token, start("The first")).await;
        world.clock.advance(DAY_MS);
        let (newer, new) = scene.past_of(world, token, start("The second")).await;
        days_pass(world, DAYS - 1).await;
        assert!(!scene.has(world, old).await && scene.has(world, new).await);
        world.desk().visitor_snapshot(token, newer.conversation).await.unwrap();
        assert_eq!(world.desk().recent_conversations(&scene.mara, new).await.unwrap(), []);
        assert_eq!(scene.present_of(world, token, start("The third")).await.0.token, token);
        let inbox = inbox(world, &scene.mara).await;
        assert!(inbox.rows.iter().all(|row| row.conversation.visitor_name == "Visitor 1"));
    }

    async fn what_an_erased_visitor_was_called_nobody_else_is_called(world: &World) {
        let scene = Scene::set(world, true).await;
        scene.past(world, "Hello").await;
        days_pass(world, DAYS).await;
        scene.past(world, "Hello").await;
        let names: Vec<_> = inbox(world, &scene.mara).await.rows.into_iter().map(|row| row.conversation.visitor_name).collect();
        assert_eq!(names, ["Visitor 2"]);
    }

    async fn however_much_is_past_it_is_erased_once_and_told_once(world: &World) {
        const MANY: usize = 101;
        let scene = Scene::set(world, false).await;
        for _ in 0..MANY {
            let (visitor, _) = scene.present_of(world, new_token(), start("Hello")).await;
            ends(world, visitor).await;
        }
        let read = world.cursor().await;
        days_pass(world, DAYS).await;
        assert_eq!(inbox(world, &scene.mara).await.rows, []);
        assert_eq!(names(world, &scene.mara).await, Vec::<Option<String>>::new());
        let mut told: Vec<ConversationId> = events(world)
            .await
            .iter()
            .filter(|event| event.position > read.position)
            .map(|event| event.conversation)
            .collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), MANY);
        assert_eq!(world.cursor().await.position.0 - read.position.0, i64::try_from(MANY).unwrap());
        world.assert_journal_is_whole().await;
    }

    async fn what_is_written_at_that_instant_is_refused_or_erased_with_it(world: &World) {
        let scene = Scene::set(world, true).await;
        let mut gone = Vec::new();
        for _ in 0..20 {
            gone.push(scene.past(world, "Hello").await);
        }
        world.clock.advance(DAYS * DAY_MS);
        let writes = gone.iter().enumerate().map(|(place, (visitor, id))| {
            let (desk, mara) = (world.desk(), &scene.mara);
            let rate = Rate { conversation: visitor.conversation, face: Face::Okay, comment: SECRET.to_owned() };
            async move {
                let outcome = if place % 2 == 0 {
                    desk.save_note(mara, *id, 0, SECRET.to_owned()).await.map(drop)
                } else {
                    desk.rate(visitor.token, rate).await.map(drop)
                };
                assert!(matches!(outcome, Ok(()) | Err(Error::NotFound)), "{outcome:?}");
            }
        });
        let (done, _) = futures::future::join(look(world), futures::future::join_all(writes)).await;
        assert_eq!(done, 1);
        world.clock.advance(LOOK_MS);
        assert_eq!(look(world).await, 1, "what was not erased for its news is now");
        assert_eq!(inbox(world, &scene.mara).await.rows, []);
        assert!(!stands_somewhere(world, SECRET).await);
        world.assert_journal_is_whole().await;
    }
}

/// Ending what is not there is refused as such.
async fn ends_nothing(node: &Desk, past: Visitor) {
    let end = FromVisitor::End(End {
        conversation: past.conversation,
        client_id: ClientId(Uuid::now_v7()),
    });
    let ended = node.visitor_frame(past.token, end).await;
    assert_eq!(refusal(ended), Refusal::NotFound);
}

/// Only administrators say how long conversations are kept.
#[tokio::test]
async fn operators_set_nothing() {
    let world = World::on_sqlite().await;
    let mara = world.user("Mara").await;
    assert_eq!(mara.role, Role::Operator);
    let typed = TypedConversations::default();
    let saved = world.desk().save_conversation_settings(&mara, 0, &typed);
    assert!(matches!(saved.await, Err(Error::Forbidden)));
}
