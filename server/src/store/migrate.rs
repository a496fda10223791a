//! Tables and their first contents: made or brought up to date when the program starts, under a lock.

use super::OpenError;
use super::connection::{Connection, execute, find};
use super::open::Pools;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::channel::{Colours, Texts};
use domain::chatbot::{WELCOME_BOT, welcome_bot};
use sqlx::migrate::{Migrate, MigrateError, Migrator};
use uuid::Uuid;

/// The migrations of `SQLite`.
pub(super) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
/// The migrations of `PostgreSQL`, of the same names.
pub(super) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The number of the advisory lock that nodes hold while they migrate; any number that nothing else uses.
const LOCK: i64 = 0x706f_7263_686c;
/// Whether migrations are only marked as done.
const SKIP: bool = false;
/// The largest whole number that every JSON reader keeps exactly.
const EXACT: u64 = (1 << 53) - 1;

/// Brings the tables up to date, and fills a new database.
pub(super) async fn migrate(pools: &Pools) -> Result<(), OpenError> {
    let mut connection = match pools {
        // The file's write lock keeps a second process waiting here until the first is done.
        Pools::Sqlite { writer, .. } => {
            let mut transaction = writer.begin_with("begin immediate").await?;
            run(&SQLITE, &mut *transaction).await?;
            Connection::Sqlite(transaction)
        }
        Pools::Postgres { writer, .. } => {
            let mut transaction = writer.begin().await?;
            sqlx::query("select pg_advisory_xact_lock($1)")
                .bind(LOCK)
                .execute(&mut *transaction)
                .await?;
            run(&POSTGRES, &mut *transaction).await?;
            Connection::Postgres(transaction)
        }
    };
    fill(&mut connection).await?;
    let indexed = super::search::index_what_was_there(&mut connection).await;
    indexed.map_err(|error| OpenError::Failed(Box::new(error)))?;
    connection.commit().await?;
    Ok(())
}

/// The number of the newest migration that was run; `None` in a database that is new.
pub(super) async fn schema(pools: &Pools) -> Result<Option<i64>, sqlx::Error> {
    let mut connection = pools.read().await?;
    let tables = match &connection {
        Connection::Sqlite(_) => {
            "select count(*) from sqlite_master where name = '_sqlx_migrations'"
        }
        Connection::Postgres(_) => {
            "select count(*) from information_schema.tables where table_name = '_sqlx_migrations'"
        }
    };
    let made = find!(&mut connection, (i64,), tables)?;
    if made.is_none_or(|(made,)| made == 0) {
        return Ok(None);
    }
    let newest = find!(
        &mut connection,
        (Option<i64>,),
        "select max(version) from _sqlx_migrations where success"
    )?;
    Ok(newest.and_then(|(newest,)| newest))
}

/// The number of the newest migration that this program knows.
pub(super) fn known() -> i64 {
    newest(&SQLITE)
}

fn newest(migrator: &Migrator) -> i64 {
    let versions = migrator.iter().map(|migration| migration.version);
    versions.max().unwrap_or(0)
}

/// The caller's lock holds until the caller's commit; the migrator's own ends before it.
async fn run<C: Migrate>(migrator: &Migrator, connection: &mut C) -> Result<(), OpenError> {
    let known = newest(migrator);
    // `Migrator::run` borrows so generally that no task that calls it can be moved to another thread.
    let ran = migrator.run_direct(None, connection, SKIP).await;
    ran.map_err(|error| match error {
        MigrateError::VersionMissing(found) => OpenError::Newer { found, known },
        other => OpenError::Failed(Box::new(other)),
    })
}

/// What a new database holds: a journal, a secret, a channel and a chatbot to try (spec 2.2, 3.1).
async fn fill(connection: &mut Connection) -> Result<(), OpenError> {
    let epoch = i64::try_from(rand::random::<u64>() & EXACT).unwrap_or(1);
    let is_new = execute!(
        connection,
        "insert into journal_head (id, epoch, position, generation) values (1, $1, 0, 0) on conflict do nothing",
        epoch
    )?;
    execute!(
        connection,
        "insert into settings (key, value) values ('server_secret', $1) on conflict do nothing",
        URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
    )?;
    let json = |error| OpenError::Failed(Box::new(error));
    // Once, so that one that was deleted does not come back (spec 9.12).
    let has_no_bot_yet = execute!(
        connection,
        "insert into settings (key, value) values ('welcome_bot', 'made') on conflict do nothing"
    )?;
    if has_no_bot_yet == 1 {
        let (bot, script) = (Uuid::now_v7(), welcome_bot(Uuid::now_v7));
        execute!(
            connection,
            "insert into chatbots (id, name, version, steps, created_at) values ($1, $2, 1, $3, 0)",
            bot,
            WELCOME_BOT,
            i64::try_from(script.steps.len()).unwrap_or_default()
        )?;
        execute!(
            connection,
            "insert into chatbot_versions (chatbot, version, script) values ($1, 1, $2)",
            bot,
            serde_json::to_string(&script).map_err(json)?
        )?;
    }
    if is_new == 0 {
        return Ok(());
    }
    execute!(
        connection,
        "insert into channels (id, key, name, texts, colours, allowed_origins, created_at) \
         values ($1, 'website', 'Website', $2, $3, '[]', 0)",
        Uuid::now_v7(),
        serde_json::to_string(&Texts::default()).map_err(json)?,
        serde_json::to_string(&Colours::default()).map_err(json)?
    )?;
    Ok(())
}
