//! The tables: the same on both databases, made once, never older than what wrote them.

use crate::stories;
use crate::world::{World, new_postgres_database};
use server::store::{OpenError, Options, Schema, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, Row};
use std::collections::BTreeSet;

type Columns = BTreeSet<(String, String)>;

/// But for the tables of the index of words, which `SQLite` keeps as tables and `PostgreSQL` does not.
async fn sqlite_columns(world: &World) -> Columns {
    let file = SqliteConnectOptions::new().filename(world.file());
    let mut connection = file.connect().await.unwrap();
    let rows = sqlx::query(
        "select tables.name as t, columns.name as c from sqlite_master tables \
         join pragma_table_info(tables.name) columns where tables.type = 'table' and tables.name not like '%_words%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    rows.iter()
        .map(|row| (row.get("t"), row.get("c")))
        .collect()
}

async fn postgres_columns(url: &str) -> Columns {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let rows = sqlx::query(
        "select table_name::text as t, column_name::text as c from information_schema.columns \
         where table_schema = 'public'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    rows.iter()
        .map(|row| (row.get("t"), row.get("c")))
        .collect()
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let Some(postgres) = World::on_postgres().await else {
        return;
    };
    let sqlite = World::on_sqlite().await;
    let columns = sqlite_columns(&sqlite).await;
    assert!(columns.contains(&("messages".to_owned(), "client_id".to_owned())));
    assert_eq!(columns, postgres_columns(&postgres.options.url).await);
}

#[test]
fn migrations_have_the_same_names_for_both_databases() {
    let names = |folder: &str| -> BTreeSet<_> {
        let folder = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

async fn many_nodes_open(url: String) {
    let options = Options::at(&url);
    let mut nodes = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let options = options.clone();
        nodes.spawn(async move { Store::open(&options).await });
    }
    for opened in nodes.join_all().await {
        opened.unwrap().close().await;
    }
}

#[tokio::test]
async fn nodes_that_start_at_once_on_an_empty_file_all_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    many_nodes_open(file.display().to_string()).await;
}

#[tokio::test]
async fn nodes_that_start_at_once_on_an_empty_server_all_start() {
    if let Some(url) = new_postgres_database().await {
        many_nodes_open(url).await;
    }
}

async fn looked_at_before_the_first_start(url: &str) {
    let options = Options::at(url);
    for _ in 0..2 {
        let schema = Store::schema(&options).await.unwrap();
        assert_eq!(schema, Schema::Empty);
    }
    Store::open(&options).await.unwrap().close().await;
    let schema = Store::schema(&options).await.unwrap();
    assert_eq!(schema, Schema::Current);
}

#[tokio::test]
async fn looking_at_a_new_file_makes_no_tables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    looked_at_before_the_first_start(&file.display().to_string()).await;
}

#[tokio::test]
async fn looking_at_a_new_database_makes_no_tables() {
    if let Some(url) = new_postgres_database().await {
        looked_at_before_the_first_start(&url).await;
    }
}

/// How the database finds what happened after a position of the journal.
async fn plan(file: &std::path::Path) -> String {
    let file = SqliteConnectOptions::new().filename(file);
    let mut connection = file.connect().await.unwrap();
    let plan = "explain query plan select happening from journal where position > $1 order by position limit 9";
    let row = sqlx::query(plan).bind(5_i64).fetch_one(&mut connection);
    row.await.unwrap().get("detail")
}

#[tokio::test]
async fn what_is_known_of_small_tables_does_not_slow_down_large_ones() {
    let world = World::on_sqlite().await;
    world.operator("Ada").await;
    assert!(plan(&world.file()).await.starts_with("SEARCH"));
    let file = SqliteConnectOptions::new().filename(world.file());
    let mut connection = file.connect().await.unwrap();
    sqlx::query("analyze")
        .execute(&mut connection)
        .await
        .unwrap();
    assert!(plan(&world.file()).await.starts_with("SCAN"));
    // A start makes it good again, and a stop does not spoil it.
    let again = world.another_node().await;
    assert!(plan(&world.file()).await.starts_with("SEARCH"));
    again.close().await;
    assert!(plan(&world.file()).await.starts_with("SEARCH"));
}

async fn change_migrations(world: &World, sql: &'static str) {
    if world.is_sqlite() {
        let file = SqliteConnectOptions::new().filename(world.file());
        let mut connection = file.connect().await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
}

stories! {
    async fn who_looks_is_told_of_a_newer_and_of_an_older_schema(world: &World) {
        change_migrations(world, "update _sqlx_migrations set version = 999 \
            where version = (select max(version) from _sqlx_migrations)").await;
        let error = Store::schema(&world.options).await.unwrap_err();
        assert!(matches!(error, OpenError::Newer { found: 999, .. }), "{error}");

        change_migrations(world, "delete from _sqlx_migrations where version > 1").await;
        let schema = Store::schema(&world.options).await.unwrap();
        assert!(matches!(schema, Schema::Older { found: 1, .. }), "{schema:?}");
    }

    async fn a_newer_schema_is_refused_with_a_sentence(world: &World) {
        let insert = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                      values (999, 'later', true, $1, 0)";
        if world.is_sqlite() {
            let file = SqliteConnectOptions::new().filename(world.file());
            let mut connection = file.connect().await.unwrap();
            sqlx::query(insert).bind(vec![0u8]).execute(&mut connection).await.unwrap();
        } else {
            let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
            sqlx::query(insert).bind(vec![0u8]).execute(&mut connection).await.unwrap();
        }
        let error = Store::open(&world.options).await.unwrap_err();
        assert!(matches!(error, OpenError::Newer { found: 999, .. }), "{error}");
        assert!(error.to_string().contains("newer version"), "{error}");
    }

    async fn all_is_still_there_after_a_restart(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let before = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        let secret = world.desk().secret();
        world.desk().close().await;
        let again = world.another_node().await;
        assert_eq!(again.secret(), secret);
        assert_eq!(again.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap(), before);
        assert_eq!(again.console_snapshot(&ada).await.unwrap().inbox.rows.len(), 1);
    }
}
