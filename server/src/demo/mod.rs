//! A sample for an empty database: four operators, two channels, three chatbots and ninety days of conversations, the same each time.

mod guides;
mod past;
mod records;
mod script;

use crate::auth::visitor_token;
use crate::clock::Clock;
use crate::config::Config;
use crate::desk::{Desk, NewUser, TokenHash};
use crate::error::Error;
use crate::serve;
use domain::id::{ClientId, ConsoleId, ConversationId, LineId, PublicConversationId};
use domain::message::MessageNumber;
use domain::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use domain::user::{Role, User};
use domain::wire::console::{self, FromConsole};
use domain::wire::visitor::{self, FromVisitor};
use script::{CONVERSATIONS, Line, Script};
use uuid::Uuid;

/// Somebody who can sign in to the sample.
#[derive(Debug)]
pub(crate) struct Person {
    /// His address.
    pub(crate) email: String,
    /// His password.
    pub(crate) password: String,
}

/// Fills the database, if nobody can sign in to it yet.
pub(crate) async fn fill(config: &Config) -> Result<Vec<Person>, Box<dyn std::error::Error>> {
    fill_up_to(config, Clock::of_the_machine().now()).await
}

async fn fill_up_to(
    config: &Config,
    now: Timestamp,
) -> Result<Vec<Person>, Box<dyn std::error::Error>> {
    let clock = Clock::standing_at(now.plus(-(past::DAYS + 1) * DAY_MS));
    let desk = serve::open(config, clock.clone()).await?;
    if desk.has_users().await? {
        desk.close().await;
        return Err("The database is in use already. The sample needs an empty one.".into());
    }
    let (mara, mara_can) = person(
        &desk,
        "Mara Lindqvist",
        "mara@example.org",
        Role::Administrator,
    )
    .await?;
    let (tom, tom_can) = person(&desk, "Tom Okafor", "tom@example.org", Role::Operator).await?;
    let (ines, ines_can) = person(&desk, "Inès Moreau", "ines@example.org", Role::Operator).await?;
    let (kofi, kofi_can) = person(&desk, "Kofi Mensah", "kofi@example.org", Role::Operator).await?;
    let operators = [mara.clone(), tom.clone(), ines, kofi];
    past::play(&desk, &clock, &operators, now).await?;
    for script in CONVERSATIONS {
        let operator = if script.operator == mara.name {
            &mara
        } else {
            &tom
        };
        clock.advance(script.begins(now).since(clock.now()));
        play(&desk, &clock, operator, script).await?;
    }
    desk.close().await;
    Ok(vec![mara_can, tom_can, ines_can, kofi_can])
}

impl Script {
    fn begins(&self, now: Timestamp) -> Timestamp {
        now.plus(-self.minutes_ago * MINUTE_MS)
    }
}

/// The channel of a new database.
const CHANNEL: &str = "website";

async fn person(desk: &Desk, name: &str, email: &str, role: Role) -> Result<(User, Person), Error> {
    let password = crate::cli::made_up_password();
    let user = NewUser {
        name: name.to_owned(),
        email: email.to_owned(),
        password: password.clone(),
        role,
        channels: vec![CHANNEL.to_owned()],
    };
    let email = email.to_owned();
    Ok((desk.create_user(user).await?, Person { email, password }))
}

async fn play(desk: &Desk, clock: &Clock, operator: &User, script: &Script) -> Result<(), Error> {
    let (console, line) = (ConsoleId(Uuid::new_v4()), LineId(Uuid::new_v4()));
    desk.console_opened(operator, console, line).await?;
    let token = TokenHash::of(&visitor_token::mint(&desk.secret(), desk.now()));
    let start = visitor::Start {
        chatbot: None,
        choice: None,
        channel: CHANNEL.to_owned(),
        client_id: id(),
        text: script.first.to_owned(),
        shown_operator: Some(operator.public_name().to_owned()),
        page: Some(script.page.to_owned()),
        language: Some(script.language.to_owned()),
        time_zone: Some(script.time_zone.to_owned()),
    };
    let public_id = desk.start(token, start, None).await?.chat.conversation;
    let conversation = desk.visitor_conversation(token, public_id).await?;
    for line in script.rest {
        clock.advance(40 * SECOND_MS);
        match line {
            Line::Visitor(text) => {
                desk.visitor_frame(token, visitor_says(public_id, text))
                    .await?;
            }
            Line::Operator(text) => {
                desk.console_frame(operator, operator_says(conversation, text))
                    .await?;
            }
            Line::End => {
                let end = visitor::End {
                    conversation: public_id,
                    client_id: id(),
                };
                desk.visitor_frame(token, FromVisitor::End(end)).await?;
            }
        }
    }
    if matches!(script.rest.last(), Some(Line::Operator(_))) {
        let seen = visitor::Seen {
            conversation: public_id,
            number: MessageNumber(u32::MAX),
        };
        desk.visitor_frame(token, FromVisitor::Seen(seen)).await?;
    }
    desk.console_closed(operator, console, line).await
}

fn visitor_says(conversation: PublicConversationId, text: &str) -> FromVisitor {
    FromVisitor::Say(visitor::Say {
        choice: None,
        conversation,
        client_id: id(),
        text: text.to_owned(),
    })
}

fn operator_says(conversation: ConversationId, text: &str) -> FromConsole {
    FromConsole::Say(console::Say {
        conversation,
        client_id: id(),
        text: text.to_owned(),
    })
}

fn id() -> ClientId {
    ClientId(Uuid::now_v7())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::desk::Reader;
    use domain::report::{Dimension, Filter, Key, Kind, Question, Span, Table};
    use sqlx::{AssertSqlSafe, Connection, PgConnection};
    use std::path::Path;

    async fn told_of(folder: &Path, by: Dimension) -> Table {
        told(&config(folder), Clock::of_the_machine(), by).await
    }

    async fn told(config: &Config, clock: Clock, by: Dimension) -> Table {
        let desk = serve::open(config, clock).await.unwrap();
        let users = desk.users().await.unwrap();
        let mut users = users.into_iter();
        let mara = users.find(|user| user.role == Role::Administrator).unwrap();
        let question = Question {
            kind: Kind::Sessions,
            by: vec![by],
            span: Span::All,
            filter: Filter::default(),
        };
        let reader = Reader::default();
        let report = desk.report(&mara, question, &reader).await.unwrap();
        desk.close().await;
        report.table
    }

    fn counts(table: &Table) -> Vec<(&[Key], i64)> {
        let cells = table.cells.iter();
        cells
            .map(|(keys, tally)| (keys.as_slice(), tally.count))
            .collect()
    }

    fn config(folder: &Path) -> Config {
        let file = folder.join("porchlight.db");
        let settings = Settings {
            database_url: Some(format!("sqlite:{}", file.display())),
            ..Settings::default()
        };
        Config::load(settings, None).unwrap()
    }

    /// A new database on the server for tests, if there is one.
    async fn on_postgres() -> Option<Config> {
        let server = std::env::var("PORCHLIGHT_TEST_POSTGRES_URL").ok()?;
        let name = format!("porchlight_demo_{}", Uuid::new_v4().simple());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        let create = sqlx::query(AssertSqlSafe(format!("create database {name}")));
        create.execute(&mut connection).await.unwrap();
        let (address, options) = server.split_once('?').unwrap_or((&server, ""));
        let (host, _) = address.rsplit_once('/').unwrap();
        let settings = Settings {
            database_url: Some(format!("{host}/{name}?{options}")),
            ..Settings::default()
        };
        Some(Config::load(settings, None).unwrap())
    }

    /// What a table says but for ids, which are others in each database.
    fn without_ids(table: &Table) -> Vec<String> {
        let cells = table.cells.iter().map(|(keys, tally)| match &keys[..] {
            [
                Key::Channel(_)
                | Key::Operator(_)
                | Key::Chatbot(_)
                | Key::Tag(_)
                | Key::Expertise(_),
            ] => format!("{tally:?}"),
            keys => format!("{keys:?} {tally:?}"),
        });
        let mut cells: Vec<_> = cells.collect();
        cells.sort();
        cells
    }

    #[tokio::test]
    async fn every_report_on_the_sample_is_the_same_on_both_databases() {
        let Some(postgres) = on_postgres().await else {
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        let sqlite = config(folder.path());
        let now = Clock::of_the_machine().now();
        fill_up_to(&sqlite, now).await.unwrap();
        fill_up_to(&postgres, now).await.unwrap();
        for by in Dimension::ALL {
            let one = told(&sqlite, Clock::standing_at(now), by).await;
            let other = told(&postgres, Clock::standing_at(now), by).await;
            assert!(!one.cells.is_empty(), "{by:?}");
            assert_eq!(without_ids(&one), without_ids(&other), "{by:?}");
            assert_eq!(one.total, other.total, "{by:?}");
        }
    }

    #[tokio::test]
    async fn the_sample_is_the_same_each_time_and_has_something_for_every_report() {
        let folders = [(), ()].map(|()| tempfile::tempdir().unwrap());
        for folder in &folders {
            fill(&config(folder.path())).await.unwrap();
        }
        let [one, other] = &folders;
        for (by, groups) in [
            (Dimension::Handler, 3),
            (Dimension::Rating, 4),
            (Dimension::Outcome, 4),
            (Dimension::Country, 15),
            (Dimension::Language, 8),
            (Dimension::HourOfDay, 10),
        ] {
            let told = told_of(one.path(), by).await;
            assert!(told.cells.len() >= groups, "{by:?}: {told:?}");
            if by != Dimension::HourOfDay {
                // The hours are those before now.
                let again = told_of(other.path(), by).await;
                assert_eq!(counts(&told), counts(&again), "{by:?}");
            }
            assert!(told.total.tickets > 10 && told.total.leads > 10, "{told:?}");
        }
        let hours = told_of(one.path(), Dimension::HourOfDay).await;
        let at = |hour: i64| {
            hours
                .cell(&[Key::Number(hour)])
                .map_or(0, |cell| cell.count)
        };
        // But for the last days, everybody sleeps.
        assert!(at(4) < 5 && at(12) > 10, "{hours:?}");
        let months = told_of(one.path(), Dimension::Month).await;
        assert!((3..=5).contains(&months.cells.len()));
        // Three chatbots and two channels have made themselves useful, and some sessions had none.
        let bots = told_of(one.path(), Dimension::Chatbot).await;
        assert_eq!(bots.cells.len(), 4);
        assert_eq!(told_of(one.path(), Dimension::Channel).await.cells.len(), 2);
        let nobody = bots.cell(&[Key::None]).unwrap();
        assert!(nobody.count * 2 > bots.total.count);
        let again = fill(&config(one.path())).await;
        assert!(again.unwrap_err().to_string().contains("in use already"));
    }
}
