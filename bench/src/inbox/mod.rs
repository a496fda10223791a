//! What the inbox costs where there are many conversations: on the server beside the bare queries, and in the browser (spec 8.2, 8.9).

mod bare;
mod browser;
mod past;

use crate::client::http::{Credential, Http};
use crate::client::sign_in::sign_in;
use crate::failure::Outcome;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crate::statistics::median;
use crate::time::now;
use bare::Bare;
use clap::{Args, ValueEnum};
use domain::search::Wanted;
use past::{IN_EACH, IN_MANY, IN_SOME, Past};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What each deed may take, in the time of the bare queries for the same rows.
const BAR: f64 = 3.0;
/// How often each is done.
const TIMES: usize = 21;

/// How much is measured.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Conversations
    #[arg(long, default_value_t = 10_000)]
    conversations: u32,
    /// Messages of each
    #[arg(long, default_value_t = 100)]
    messages: u32,
    /// Conversations that go on
    #[arg(long, default_value_t = 300)]
    open: u32,
    /// Events for which a console is left open
    #[arg(long, default_value_t = 100_000)]
    events: u32,
    /// Measure this alone
    #[arg(long)]
    only: Option<Part>,
}

/// What can be measured alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What the server does
    Server,
    /// Typing while messages arrive
    Typing,
    /// A console that is left open
    LeftOpen,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let mut report = Report::new("inbox");
    let is_wanted = |part| scale.only.is_none_or(|only| only == part);
    if is_wanted(Part::Server) {
        on_the_server(&mut report, scale.past()).await?;
    }
    if is_wanted(Part::Typing) {
        browser::typing(&mut report).await?;
    }
    if is_wanted(Part::LeftOpen) {
        browser::left_open(&mut report, scale.events).await?;
    }
    Ok(report)
}

async fn on_the_server(report: &mut Report, past: Past) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    server.add_operator("Mara")?;
    let email = server.add_operator("Reader")?;
    note(&format!(
        "{} conversations of {} messages",
        past.conversations, past.messages
    ));
    past::add(server.database(), past, &email, now()).await?;
    note("their words");
    // Whoever opens the database next makes its lines findable, and a start would not be waited for so long.
    server.add_operator("Nadia")?;
    let mut bare = Bare::open(server.database(), &email).await?;
    bare.check(past).await?;
    server.start().await?;
    let mut console = Console {
        cookie: sign_in(server.address(), &email).await?,
        http: Http::connect(server.address()).await?,
    };
    inbox(report, &mut console, &mut bare).await?;
    conversation(report, &mut console, &mut bare).await?;
    let one = u64::from(past.conversations) * u64::from(past.messages) / 2;
    for (name, words) in [
        ("a word of one message", one.to_string()),
        ("a word of one message in 1,000", IN_SOME.to_owned()),
        ("a word of one message in 20", IN_MANY.to_owned()),
        ("a word of every message", IN_EACH.to_owned()),
    ] {
        search(report, (&mut console, &mut bare), name, &words).await?;
    }
    server.stop().await
}

async fn inbox(report: &mut Report, console: &mut Console, bare: &mut Bare) -> Outcome<()> {
    let mut times = Times::default();
    for _ in 0..TIMES {
        times.bare.push(bare.inbox().await?);
        let asked = json!({ "console": Uuid::new_v4(), "cursor": null });
        times
            .own
            .push(console.taken("/console/poll", &asked).await?);
    }
    times.told(report, "opening the inbox");
    Ok(())
}

async fn conversation(report: &mut Report, console: &mut Console, bare: &mut Bare) -> Outcome<()> {
    let mut times = Times::default();
    for time in 0..TIMES {
        let id = bare.conversation(time)?;
        times.bare.push(bare.one(id).await?);
        let asked = json!({ "conversation": id });
        times
            .own
            .push(console.taken("/api/conversation", &asked).await?);
    }
    times.told(report, "opening a conversation");
    Ok(())
}

async fn search(
    report: &mut Report,
    (console, bare): (&mut Console, &mut Bare),
    name: &str,
    words: &str,
) -> Outcome<()> {
    note(name);
    let mut times = Times::default();
    let wanted = Wanted {
        words: words.to_owned(),
        ..Wanted::default()
    };
    let asked = json!({ "wanted": wanted, "after": null });
    for _ in 0..TIMES {
        times.bare.push(bare.found(words).await?);
        times.own.push(console.taken("/api/search", &asked).await?);
    }
    times.told(report, &format!("search, {name}"));
    Ok(())
}

/// How long the same took here and there, in turn.
#[derive(Default)]
struct Times {
    own: Vec<Duration>,
    bare: Vec<Duration>,
}

impl Times {
    fn told(mut self, report: &mut Report, name: &str) {
        let bare = median(&mut self.bare);
        let own = median(&mut self.own);
        report.add(Figure::at_most(name, own, "ms", bare * BAR).beside(bare));
    }
}

/// An operator's console.
struct Console {
    http: Http,
    cookie: String,
}

impl Console {
    /// How long an answer took that says something.
    async fn taken(&mut self, path: &str, asked: &Value) -> Outcome<Duration> {
        let who = Credential::Cookie(&self.cookie);
        let began = Instant::now();
        let answer = self.http.post(who, path, asked).await?;
        let taken = began.elapsed();
        let _told: Value = answer.json()?;
        Ok(taken)
    }
}

impl Scale {
    fn past(self) -> Past {
        Past {
            conversations: self.conversations,
            open: self.open.min(self.conversations),
            messages: self.messages,
        }
    }
}
