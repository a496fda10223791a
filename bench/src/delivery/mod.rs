//! Are messages lost, doubled or reordered, whatever happens to connections and to the server?
//!
//! Visitors and operators write through a proxy that cuts every connection each two seconds, while the server is
//! killed and started again. In the end everybody must have the same conversations as the database.

mod crowd;
mod database;
mod operator;
mod pace;
mod progress;
mod scale;
mod verdict;
mod visitor;

pub(crate) use crowd::Crowd;
pub(crate) use progress::Progress;
pub(crate) use scale::Scale;

use crate::database::Database;
use crate::failure::Outcome;
use crate::proxy::Proxy;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crowd::End;
use domain::id::PublicConversationId;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use verdict::{Line, Tally, judge};

/// The lines of each conversation.
type Logs = BTreeMap<PublicConversationId, Vec<Line>>;

/// How long a server stays away after it was killed.
pub(crate) const GONE_FOR: Duration = Duration::from_millis(300);
/// How long everybody has, after the last message was written, to hear of everything.
const SETTLED_WITHIN: Duration = Duration::from_mins(1);

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let proxy = Proxy::start(vec![server.address()]).await?;
    server.be_found_at(proxy.address());
    let emails = (1..=scale.operators)
        .map(|number| server.add_operator(&format!("Operator{number}")))
        .collect::<Outcome<Vec<_>>>()?;
    server.start().await?;

    let began = Instant::now();
    let crowd = Crowd::gather(scale, server.address(), &proxy, &emails).await?;
    let kills = disturb(scale, &mut server, crowd.progress()).await?;
    settle(scale, server.database(), &crowd).await?;
    let took = began.elapsed();
    let mut report = Report::new("delivery");
    let database = server.database().clone();
    judge_all(&mut report, scale, &database, &proxy, crowd).await?;
    server.stop().await?;
    report.add(Figure::at_least(
        "server killed",
        count(kills),
        "times",
        count(scale.kills),
    ));
    report.add(Figure::reported("duration", took.as_secs_f64(), "s"));
    Ok(report)
}

/// Ends everybody's work, and compares what they have with what the database has.
pub(crate) async fn judge_all(
    report: &mut Report,
    scale: Scale,
    database: &Database,
    proxy: &Proxy,
    crowd: Crowd,
) -> Outcome<()> {
    let progress = Arc::clone(crowd.progress());
    let (visitors, operators) = crowd.disperse().await?;
    let stored = database::stored(database).await?;
    judge_everybody(report, scale, &stored, &visitors, &operators);
    let gaps = database::journal_gaps(database).await?;
    report.add(none("gaps in the journal", usize::try_from(gaps.abs())?));
    for (name, times) in [
        ("connections cut", proxy.cut_connections()),
        ("reconnections", progress.reconnections()),
        ("requests refused and sent again", progress.refusals()),
    ] {
        report.add(Figure::reported(name, count(times), "times"));
    }
    Ok(())
}

/// Kills the server and starts it again, evenly over the messages; how often it did.
async fn disturb(scale: Scale, server: &mut Porchlight, progress: &Progress) -> Outcome<usize> {
    for kill in 0..scale.kills {
        if !reach(scale, progress, kill, scale.kills).await {
            return Ok(kill);
        }
        note("kill -9");
        server.kill()?;
        tokio::time::sleep(GONE_FOR).await;
        server.start().await?;
    }
    Ok(scale.kills)
}

/// Waits for the moment of a fault, of so many that are spread evenly over the messages; `false` if it does not come.
pub(crate) async fn reach(scale: Scale, progress: &Progress, fault: usize, faults: usize) -> bool {
    let give_up_at = Instant::now() + Duration::from_secs(scale.seconds) * 4 + SETTLED_WITHIN;
    let messages = scale.messages * (2 * fault + 1) / (2 * faults);
    while progress.acknowledged() < messages {
        if Instant::now() > give_up_at {
            note(&format!("gave up after {fault} faults: nothing moves on"));
            return false;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    note(&format!("{messages} messages are acknowledged"));
    true
}

/// Waits until everything was written and everybody has heard of it, or not in time.
pub(crate) async fn settle(scale: Scale, database: &Database, crowd: &Crowd) -> Outcome<()> {
    let give_up_at = Instant::now() + Duration::from_secs(scale.seconds) + SETTLED_WITHIN;
    while Instant::now() < give_up_at {
        tokio::time::sleep(Duration::from_millis(500)).await;
        if crowd.progress().acknowledged() < scale.messages {
            continue;
        }
        let stored = database::stored(database).await?;
        if crowd.has_received(stored.values().map(Vec::len).sum()) {
            return Ok(());
        }
    }
    note(&format!(
        "{} of {} messages are acknowledged, and not everybody has heard of everything",
        crowd.progress().acknowledged(),
        scale.messages
    ));
    Ok(())
}

fn judge_everybody(
    report: &mut Report,
    scale: Scale,
    stored: &Logs,
    visitors: &[End],
    operators: &[End],
) {
    let mut sent: BTreeMap<PublicConversationId, Vec<Vec<String>>> = BTreeMap::new();
    for end in visitors.iter().chain(operators) {
        sent.entry(end.conversation)
            .or_default()
            .push(end.sent.clone());
    }
    let judge = |conversation: &PublicConversationId, log: &[Line]| {
        let sent = sent
            .get(conversation)
            .map(Vec::as_slice)
            .unwrap_or_default();
        judge(
            log,
            sent,
            stored
                .get(conversation)
                .map(Vec::as_slice)
                .unwrap_or_default(),
        )
    };
    let at = |ends: &[End]| sum(ends.iter().map(|end| judge(&end.conversation, &end.log)));
    for (place, found) in [
        (
            "in the database",
            sum(stored.iter().map(|(id, log)| judge(id, log))),
        ),
        ("at visitors", at(visitors)),
        ("at operators", at(operators)),
    ] {
        report.add(none(format!("lost {place}"), found.lost));
        report.add(none(format!("doubled {place}"), found.doubled));
        report.add(none(format!("out of order {place}"), found.out_of_order));
    }
    let different = at(visitors).different + at(operators).different;
    report.add(none("lines that differ from the database's", different));
    let lines = stored
        .values()
        .flatten()
        .filter(|line| line.words.is_some())
        .count();
    report.add(Figure::at_least(
        "messages in the database",
        count(lines),
        "messages",
        count(scale.messages),
    ));
    let known: HashSet<_> = visitors.iter().map(|end| end.conversation).collect();
    let missing = scale.visitors.abs_diff(known.len())
        + (scale.visitors * scale.operators).abs_diff(operators.len());
    report.add(none("conversations that somebody does not have", missing));
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
    let mut total = Tally::default();
    tallies.for_each(|tally| total += tally);
    total
}

fn none(name: impl Into<String>, found: usize) -> Figure {
    Figure::at_most(name, count(found), "times", 0.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(crate) fn count(count: usize) -> f64 {
    count as f64
}
