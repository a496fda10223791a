//! A database that is locked, full or gone.

use crate::stories;
use crate::world::{World, refusal};
use domain::wire::Refusal;
use server::desk::Desk;
use server::store::{Options, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::time::Duration;

/// A world whose store does not wait long.
async fn impatient(world: &World) -> World {
    let options = Options {
        patience: Duration::from_secs(2),
        ..world.options.clone()
    };
    let store = Store::open(&options).await.unwrap();
    let desk = Desk::open(store, world.clock.clone()).await.unwrap();
    World::through(world, desk)
}

stories! {
    async fn a_locked_database_is_unavailable_and_later_takes_the_same_message(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let impatient = impatient(world).await;
        if world.is_sqlite() {
            let mut other = SqliteConnectOptions::new().filename(world.file()).connect().await.unwrap();
            sqlx::query("begin immediate").execute(&mut other).await.unwrap();
            for _ in 0..2 {
                assert_eq!(refusal(impatient.says(visitor, "two").await), Refusal::Unavailable);
            }
            assert_eq!(world.texts(&ada, conversation).await, ["one"]);
            sqlx::query("rollback").execute(&mut other).await.unwrap();
        } else {
            let mut other = PgConnection::connect(&world.options.url).await.unwrap();
            let mut transaction = other.begin().await.unwrap();
            sqlx::query("select position from journal_head for update").execute(&mut *transaction).await.unwrap();
            for _ in 0..2 {
                assert_eq!(refusal(impatient.says(visitor, "two").await), Refusal::Unavailable);
            }
            assert_eq!(world.texts(&ada, conversation).await, ["one"]);
            transaction.rollback().await.unwrap();
        }
        impatient.says(visitor, "two").await.unwrap();
        assert_eq!(world.texts(&ada, conversation).await, ["one", "two"]);
        world.assert_journal_is_whole().await;
    }

    async fn a_connection_that_was_cut_is_made_again(world: &World) {
        world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        if !world.is_sqlite() {
            let mut other = PgConnection::connect(&world.options.url).await.unwrap();
            sqlx::query(
                "select pg_terminate_backend(pid) from pg_stat_activity \
                 where datname = current_database() and pid <> pg_backend_pid()",
            )
            .execute(&mut other)
            .await
            .unwrap();
        }
        let mut tries = 0;
        while world.says(visitor, "two").await.is_err() {
            tries += 1;
            assert!(tries < 5);
        }
        world.assert_journal_is_whole().await;
    }

    async fn a_refused_request_leaves_no_gap(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let stranger = world.visitor("other").await;
        let end = domain::wire::console::FromConsole::End(domain::wire::console::Request {
            conversation: world.conversation_of(stranger).await,
            client_id: crate::world::new_client_id(),
        });
        world.desk().console_frame(&ada, end).await.unwrap();
        let says = (0..40).map(|number| {
            let speaker = if number % 2 == 0 { visitor } else { stranger };
            world.says(speaker, "more")
        });
        let said = futures::future::join_all(says).await;
        assert_eq!(said.iter().filter(|outcome| outcome.is_ok()).count(), 20);
        assert_eq!(world.texts(&ada, conversation).await.len(), 21);
        world.assert_journal_is_whole().await;
    }

    async fn what_was_taken_before_the_stop_is_on_disk_after_it(world: &World) {
        let world = &world.on_one_node();
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let says = (0..50).map(|_| world.says(visitor, "more"));
        let (said, ()) = tokio::join!(futures::future::join_all(says), world.desk().close());
        let accepted = said.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(refusal(world.says(visitor, "late").await), Refusal::Unavailable);
        let again = World::through(world, world.another_node().await);
        let row = again.desk().inbox_row(&ada, conversation).await.unwrap();
        assert_eq!(usize::try_from(row.conversation.last_number.0).unwrap(), accepted + 2);
    }
}

#[tokio::test]
async fn a_file_that_is_gone_is_unavailable_until_it_is_back() {
    let world = World::on_sqlite().await;
    world.operator("Ada").await;
    let visitor = world.visitor("one").await;
    let away = world.file().with_extension("away");
    std::fs::rename(world.file(), &away).unwrap();
    assert_eq!(
        refusal(world.says(visitor, "two").await),
        Refusal::Unavailable
    );
    std::fs::rename(&away, world.file()).unwrap();
    world.says(visitor, "two").await.unwrap();
    world.assert_journal_is_whole().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_database_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::on_sqlite().await;
    world.operator("Ada").await;
    for file in std::fs::read_dir(world.file().parent().unwrap()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", file.file_name());
    }
}

#[tokio::test]
async fn an_unreachable_server_is_named_in_a_sentence() {
    let options = Options {
        url: "postgres://nobody@127.0.0.1:1/nothing".to_owned(),
        patience: Duration::from_millis(100),
    };
    let error = Store::open(&options).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("The database cannot be opened:")
    );
}
