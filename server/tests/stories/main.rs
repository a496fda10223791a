//! What happens, told once and run on both databases, and on several nodes of one database.
//!
//! `PORCHLIGHT_TEST_POSTGRES_URL` names a `PostgreSQL` server on which databases may be created; without it the stories
//! run on `SQLite` alone.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and one that does not run says so"
)]

mod accounts;
mod attachments;
mod bot_records;
mod canned;
mod channels;
mod chatbots;
mod contacts;
mod conversations;
mod country_tables;
mod details;
mod expertises;
mod exports;
mod failures;
mod forwards;
mod funnel;
mod jobs;
mod leads;
mod left_messages;
mod life_cycle;
mod mails;
mod members;
mod mentions;
mod missed;
#[path = "../mmdb/mod.rs"]
mod mmdb;
mod pages;
mod pictures;
mod presence;
#[path = "../push_service/mod.rs"]
mod push_service;
mod pushes;
mod ratings;
mod reading;
mod replay;
mod reports;
mod retention;
mod routing;
mod rules;
mod schema;
mod search;
mod second_factor;
mod several_writers;
#[path = "../smtp/mod.rs"]
mod smtp;
mod statistics;
mod tags;
mod teams;
mod tickets;
mod transcripts;
mod visits;
mod world;

/// Runs each story on each database, and on a cluster.
macro_rules! stories {
    ($(async fn $name:ident($world:ident: $type:ty) $body:block)+) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $name() {
                super::$name(&$crate::world::World::on_sqlite().await).await;
            }
        )+}

        mod postgres {$(
            #[tokio::test]
            async fn $name() {
                if let Some(world) = $crate::world::World::on_postgres().await {
                    super::$name(&world).await;
                }
            }
        )+}

        mod cluster {$(
            #[tokio::test]
            async fn $name() {
                if let Some(world) = $crate::world::World::on_cluster().await {
                    super::$name(&world).await;
                }
            }
        )+}

        $(async fn $name($world: $type) $body)+
    };
}
pub(crate) use stories;
