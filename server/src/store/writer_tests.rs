//! Commands that fail in every way, on both databases.

use super::connection::{Connection, execute, one};
use super::{Options, Store, Work, channels, journal, settings};
use crate::error::Error;
use domain::conversation::{Change, Conversation, History, State, Status};
use domain::event::{Happening, Position};
use domain::id::{ClientId, ConversationId, PublicConversationId, VisitorId};
use domain::message::{Author, MessageNumber};
use domain::time::Timestamp;
use futures::future::join_all;
use futures::poll;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

const AT: Timestamp = Timestamp(1);

async fn on_sqlite() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("porchlight.db");
    let store = Store::open(&Options::at(&path.display().to_string()))
        .await
        .unwrap();
    (store, folder)
}

/// A new database on the server for tests, if one is named.
async fn on_postgres() -> Option<Store> {
    let server = std::env::var("PORCHLIGHT_TEST_POSTGRES_URL").ok()?;
    let name = format!("porchlight_{}", Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    let (address, query) = server.split_once('?').unwrap_or((&server, ""));
    let (host, _) = address.rsplit_once('/').unwrap();
    let url = format!("{host}/{name}?{query}");
    Some(Store::open(&Options::at(&url)).await.unwrap())
}

/// A visitor's conversation, made in a command of its own.
async fn conversation(store: &Store) -> ConversationId {
    let id = ConversationId(Uuid::now_v7());
    let making = store.write(move |work| {
        Box::pin(async move {
            let database = work.database().await?;
            let channel = channels::by_key(database, "website").await?.unwrap().id;
            let visitor = VisitorId(Uuid::now_v7());
            execute!(
                database,
                "insert into visitors (id, token_hash, channel, number, created_at, expires_at) values ($1, $2, $3, 1, 0, 0)",
                visitor.0,
                visitor.0.as_bytes().as_slice(),
                channel.0
            )?;
            let conversation = Conversation {
                id,
                public_id: PublicConversationId(Uuid::new_v4()),
                channel,
                visitor_name: "Visitor 1".to_owned(),
                page: None,
                language: None,
                time_zone: None,
                country: None,
                email: None,
                started_at: AT,
                active_at: AT,
                state: State::Open(Status::InProgress),
                operators: Vec::new(),
                last_number: MessageNumber(0),
                last_words: None,
                visitor_seen: MessageNumber(0),
                operators_seen: MessageNumber(0),
                history: History::default(),
                waits_since: None,
                help_since: None,
                expertises: Vec::new(),
                bot: None,
            };
            let started = Happening::Started(Box::new(conversation.clone()));
            work.happened(conversation, visitor, started, AT);
            Ok(())
        })
    });
    making.await.unwrap();
    id
}

async fn say(work: &mut Work<'_>, id: ConversationId) -> Result<(), Error> {
    let held = work.conversation(id).await?;
    let mut conversation = held.conversation;
    let change = Change {
        author: Author::Visitor,
        client_id: ClientId(Uuid::now_v7()),
        at: AT,
    };
    let said = conversation.say(change, "words".to_owned())?;
    work.happened(conversation, held.visitor, said, AT);
    Ok(())
}

async fn set(database: &mut Connection, value: &str) -> Result<u64, sqlx::Error> {
    execute!(
        database,
        "insert into settings (key, value) values ('test', $1)",
        value
    )
}

/// How many events, messages, and numbers there are.
async fn counts(store: &Store, id: ConversationId) -> (i64, i64, u32) {
    let mut connection = store.read().await.unwrap();
    let events = journal::after(&mut connection, Position(0), 1_000)
        .await
        .unwrap();
    let head = journal::head(&mut connection).await.unwrap();
    let positions: Vec<i64> = events.iter().map(|event| event.position().0).collect();
    assert_eq!(positions, (1..=head.position.0).collect::<Vec<_>>());
    let (messages,) = one!(&mut connection, (i64,), "select count(*) from messages").unwrap();
    let found = super::conversations::held(&mut connection, id)
        .await
        .unwrap();
    let number = found.unwrap().conversation.last_number.0;
    (head.position.0, messages, number)
}

async fn what_a_failing_command_did_is_taken_back_alone(store: Store) {
    let id = conversation(&store).await;
    let failing = store.write(move |work| {
        Box::pin(async move {
            say(work, id).await?;
            set(work.database().await?, "one").await?;
            say(work, id).await?;
            Err::<(), _>(Error::Forbidden)
        })
    });
    let refused = store.gather(id, move |work| {
        Box::pin(async move {
            say(work, id).await?;
            Err::<(), _>(Error::NotFound)
        })
    });
    let violating = store.write(move |work| {
        Box::pin(async move {
            say(work, id).await?;
            set(work.database().await?, "one").await?;
            set(work.database().await?, "a key twice").await?;
            Ok(())
        })
    });
    let panicking = store.write(move |work| {
        Box::pin(async move {
            say(work, id).await?;
            set(work.database().await?, "one").await?;
            assert!(work.database().await.is_err(), "this command panics");
            Ok(())
        })
    });
    let good = || store.gather(id, move |work| Box::pin(say(work, id)));
    let (first, failing, second, refused, violating, third, panicking, last) = tokio::join!(
        good(),
        failing,
        good(),
        refused,
        violating,
        good(),
        panicking,
        good()
    );
    assert!(matches!(failing, Err(Error::Forbidden)));
    assert!(matches!(refused, Err(Error::NotFound)));
    assert!(matches!(violating, Err(Error::Failed(_))));
    assert!(matches!(panicking, Err(Error::Failed(_))));
    for good in [first, second, third, last] {
        good.unwrap();
    }
    assert_eq!(counts(&store, id).await, (5, 4, 4));
    let mut connection = store.read().await.unwrap();
    assert_eq!(settings::get(&mut connection, "test").await.unwrap(), None);
}

async fn a_batch_that_cannot_be_written_fails_for_all_and_the_next_succeeds(store: Store) {
    let id = conversation(&store).await;
    let good = || store.gather(id, move |work| Box::pin(say(work, id)));
    let panicking = store.gather(id, move |work| {
        Box::pin(async move {
            say(work, id).await?;
            assert_eq!(id.0, Uuid::nil(), "this command panics");
            Ok(())
        })
    });
    let (first, panicking, last) = tokio::join!(good(), panicking, good());
    assert!(matches!(panicking, Err(Error::Failed(_))));
    let stored = [first, last].into_iter().flatten().count() + 1;
    let stored = i64::try_from(stored).unwrap();
    good().await.unwrap();
    let (events, messages, number) = counts(&store, id).await;
    assert_eq!((events, messages), (stored + 1, stored));
    assert_eq!(i64::from(number), messages);
}

macro_rules! on_both {
    ($($name:ident)+) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $name() {
                let (store, _folder) = super::on_sqlite().await;
                super::$name(store).await;
            }
        )+}

        mod postgres {$(
            #[tokio::test]
            async fn $name() {
                if let Some(store) = super::on_postgres().await {
                    super::$name(store).await;
                }
            }
        )+}
    };
}

on_both! {
    what_a_failing_command_did_is_taken_back_alone
    a_batch_that_cannot_be_written_fails_for_all_and_the_next_succeeds
}

#[tokio::test]
async fn a_full_disk_is_a_failure_and_what_was_there_stays() {
    let (store, _folder) = on_sqlite().await;
    let id = conversation(&store).await;
    let good = || store.gather(id, move |work| Box::pin(say(work, id)));
    // Less than there is means as much as there is; a new connection knows no limit, as if somebody had made room.
    let full = store.write(|work| {
        Box::pin(async move {
            execute!(work.database().await?, "pragma max_page_count = 1")?;
            Ok(())
        })
    });
    full.await.unwrap();
    let mut stored = 0;
    while let Ok(()) = good().await {
        stored += 1;
        assert!(stored < 1_000, "the file grew past its limit");
    }
    assert_eq!(counts(&store, id).await.1, stored);
    good().await.unwrap();
    assert_eq!(counts(&store, id).await.1, stored + 1);
}

/// How many batches were written.
async fn batches(store: &Store) -> i64 {
    let mut connection = store.read().await.unwrap();
    let (batches,) = one!(
        &mut connection,
        (i64,),
        "select generation from journal_head"
    )
    .unwrap();
    batches
}

#[tokio::test]
async fn who_comes_while_others_hold_the_database_is_in_the_batch_that_waits_for_it() {
    let (store, folder) = on_sqlite().await;
    let id = conversation(&store).await;
    let url = format!("sqlite:{}", folder.path().join("porchlight.db").display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    let good = || Box::pin(store.gather(id, move |work| Box::pin(say(work, id))));
    let before = batches(&store).await;
    let held = other.begin_with("begin immediate").await.unwrap();
    let mut first = good();
    assert!(poll!(&mut first).is_pending());
    // The writer's turn: it takes what is there, and waits for the database.
    tokio::task::yield_now().await;
    let (mut second, mut third) = (good(), good());
    assert!(poll!(&mut second).is_pending());
    assert!(poll!(&mut third).is_pending());
    held.rollback().await.unwrap();
    for said in join_all([first, second, third]).await {
        said.unwrap();
    }
    assert_eq!(batches(&store).await, before + 1);
    assert_eq!(counts(&store, id).await, (4, 3, 3));
}

/// Messages in the file without its log.
async fn messages_in_the_file_alone(file: &Path) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::copy(file, &copy).unwrap();
    let url = format!("sqlite:{}", copy.display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let count = sqlx::query_as::<_, (i64,)>("select count(*) from messages");
    // As long as everything stands in the log, there is no such table.
    count
        .fetch_one(&mut connection)
        .await
        .map_or(0, |(count,)| count)
}

#[tokio::test]
async fn what_was_written_is_moved_into_the_file_beside_the_writing() {
    let (store, folder) = on_sqlite().await;
    let file = folder.path().join("porchlight.db");
    let id = conversation(&store).await;
    let good = || store.gather(id, move |work| Box::pin(say(work, id)));
    good().await.unwrap();
    assert_eq!(messages_in_the_file_alone(&file).await, 0);
    for said in join_all((0..300).map(|_| good())).await {
        said.unwrap();
    }
    let is_moved = async {
        while messages_in_the_file_alone(&file).await < 256 {
            // It is nobody's news that the file has changed.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), is_moved)
        .await
        .unwrap();
    good().await.unwrap();
    assert_eq!(counts(&store, id).await, (303, 302, 302));
}
