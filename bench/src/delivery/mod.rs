//! Are messages lost, doubled or reordered, whatever happens to connections and to the server?
//!
//! Visitors and operators write through a proxy that cuts every connection each two seconds, while the server is
//! killed and started again. In the end everybody must have the same conversations as the database.

mod database;
mod operator;
mod pace;
mod progress;
mod verdict;
mod visitor;

use crate::client::sign_in::sign_in;
use crate::failure::Outcome;
use crate::proxy::Proxy;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use clap::Args;
use domain::id::PublicConversationId;
use operator::{Operator, OperatorEnd};
use pace::{Pace, words};
use progress::Progress;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use verdict::{Line, Tally, judge};
use visitor::{Visitor, VisitorEnd};

/// How much is sent.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Visitors, each with a conversation
    #[arg(long, default_value_t = 20)]
    visitors: usize,
    /// Operators, each answering in every conversation
    #[arg(long, default_value_t = 3)]
    operators: usize,
    /// Messages in all, half of them from visitors
    #[arg(long, default_value_t = 20_000)]
    messages: usize,
    /// Seconds over which they are written
    #[arg(long, default_value_t = 100)]
    seconds: u64,
    /// How often the server is killed
    #[arg(long, default_value_t = 10)]
    kills: usize,
}

/// How long the server stays away after it was killed.
const GONE_FOR: Duration = Duration::from_millis(300);
/// How long everybody has, after the last message was written, to hear of everything.
const SETTLED_WITHIN: Duration = Duration::from_mins(1);

/// Everybody who writes, at work.
#[derive(Debug)]
struct Crowd {
    visitors: Vec<JoinHandle<Option<VisitorEnd>>>,
    operators: Vec<JoinHandle<Vec<OperatorEnd>>>,
    visitors_received: Vec<Arc<AtomicUsize>>,
    operators_received: Vec<Arc<AtomicUsize>>,
    progress: Arc<Progress>,
    stop: CancellationToken,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    let proxy = Proxy::start(server.address()).await?;
    server.be_found_at(proxy.address());
    let emails = (1..=scale.operators)
        .map(|number| server.add_operator(&format!("Operator{number}")))
        .collect::<Outcome<Vec<_>>>()?;
    server.start().await?;

    let began = Instant::now();
    let crowd = Crowd::gather(scale, &server, &proxy, &emails).await?;
    let kills = disturb(scale, &mut server, &crowd.progress).await?;
    settle(scale, &server, &crowd).await?;
    let took = began.elapsed();
    let progress = Arc::clone(&crowd.progress);
    let (visitors, operators) = crowd.disperse().await?;
    server.stop().await?;

    let stored = database::stored(server.database()).await?;
    let sent = sent(scale, &visitors, &operators);
    let mut report = Report::new("delivery");
    let in_database = tally(
        &sent,
        &stored,
        stored.iter().map(|(id, log)| (*id, log.as_slice())),
    );
    let at_visitors = tally(
        &sent,
        &stored,
        visitors
            .iter()
            .map(|end| (end.conversation, end.log.as_slice())),
    );
    let at_operators = tally(
        &sent,
        &stored,
        operators
            .iter()
            .flatten()
            .map(|end| (end.conversation, end.log.as_slice())),
    );
    let missing = missing_clients(scale, &visitors, &operators);
    for (place, found) in [
        ("in the database", in_database),
        ("at visitors", at_visitors),
        ("at operators", at_operators),
    ] {
        report.add(none(format!("lost {place}"), found.lost));
        report.add(none(format!("doubled {place}"), found.doubled));
        report.add(none(format!("out of order {place}"), found.out_of_order));
        report.add(none(
            format!("not as in the database, {place}"),
            found.different,
        ));
    }
    report.add(none(
        "clients without a conversation they should have",
        missing,
    ));
    let gaps = database::journal_gaps(server.database()).await?;
    report.add(none("gaps in the journal", usize::try_from(gaps.abs())?));
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
    report.add(Figure::at_least(
        "server killed",
        count(kills),
        "times",
        count(scale.kills),
    ));
    report.add(Figure::reported(
        "connections cut",
        count(proxy.cut_connections()),
        "times",
    ));
    report.add(Figure::reported(
        "reconnections",
        count(progress.reconnections()),
        "times",
    ));
    report.add(Figure::reported(
        "requests refused and sent again",
        count(progress.refusals()),
        "times",
    ));
    report.add(Figure::reported("duration", took.as_secs_f64(), "s"));
    Ok(report)
}

impl Crowd {
    async fn gather(
        scale: Scale,
        server: &Porchlight,
        proxy: &Proxy,
        emails: &[String],
    ) -> Outcome<Self> {
        let during = Duration::from_secs(scale.seconds);
        let progress = Arc::new(Progress::default());
        let stop = CancellationToken::new();
        let mut crowd = Self {
            visitors: Vec::new(),
            operators: Vec::new(),
            visitors_received: Vec::new(),
            operators_received: Vec::new(),
            progress: Arc::clone(&progress),
            stop: stop.clone(),
        };
        for (number, email) in emails.iter().enumerate() {
            let cookie = sign_in(server.address(), email).await?;
            let messages = share(scale.messages / 2, scale.operators, number);
            let pace = Pace::new(operator_name(number), messages, during);
            let received = Arc::new(AtomicUsize::new(0));
            crowd.operators_received.push(Arc::clone(&received));
            let operator = Operator::new(
                proxy.address(),
                cookie,
                scale.visitors,
                pace,
                Arc::clone(&progress),
                received,
            );
            crowd
                .operators
                .push(tokio::spawn(operator.run(stop.clone())));
        }
        for number in 0..scale.visitors {
            let pace = Pace::new(
                visitor_name(number),
                visitor_messages(scale, number),
                during,
            );
            let received = Arc::new(AtomicUsize::new(0));
            crowd.visitors_received.push(Arc::clone(&received));
            let visitor = Visitor::new(proxy.address(), pace, Arc::clone(&progress), received);
            crowd.visitors.push(tokio::spawn(visitor.run(stop.clone())));
        }
        Ok(crowd)
    }

    /// Whether everybody has as many lines as the database has for him.
    fn has_received(&self, lines: usize) -> bool {
        let received = |counters: &[Arc<AtomicUsize>]| -> Vec<usize> {
            counters
                .iter()
                .map(|counter| counter.load(Ordering::Relaxed))
                .collect()
        };
        let visitors: usize = received(&self.visitors_received).iter().sum();
        visitors >= lines
            && received(&self.operators_received)
                .iter()
                .all(|received| *received >= lines)
    }

    async fn disperse(self) -> Outcome<(Vec<VisitorEnd>, Vec<Vec<OperatorEnd>>)> {
        self.stop.cancel();
        let mut visitors = Vec::new();
        for visitor in self.visitors {
            visitors.extend(visitor.await?);
        }
        let mut operators = Vec::new();
        for operator in self.operators {
            operators.push(operator.await?);
        }
        Ok((visitors, operators))
    }
}

/// Kills the server and starts it again, evenly over the messages; how often it did.
async fn disturb(scale: Scale, server: &mut Porchlight, progress: &Progress) -> Outcome<usize> {
    let give_up_at = Instant::now() + Duration::from_secs(scale.seconds) * 4 + SETTLED_WITHIN;
    for kill in 0..scale.kills {
        let messages = scale.messages * (2 * kill + 1) / (2 * scale.kills);
        while progress.acknowledged() < messages {
            if Instant::now() > give_up_at {
                note(&format!("gave up after {kill} kills: nothing moves on"));
                return Ok(kill);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.kill()?;
        note(&format!("killed the server after {messages} messages"));
        tokio::time::sleep(GONE_FOR).await;
        server.start().await?;
    }
    Ok(scale.kills)
}

/// Waits until everything was written and everybody has heard of it, or not in time.
async fn settle(scale: Scale, server: &Porchlight, crowd: &Crowd) -> Outcome<()> {
    let give_up_at = Instant::now() + Duration::from_secs(scale.seconds) + SETTLED_WITHIN;
    while Instant::now() < give_up_at {
        tokio::time::sleep(Duration::from_millis(500)).await;
        if crowd.progress.acknowledged() < scale.messages {
            continue;
        }
        let stored = database::stored(server.database()).await?;
        if crowd.has_received(stored.values().map(Vec::len).sum()) {
            return Ok(());
        }
    }
    note(&format!(
        "{} of {} messages are acknowledged, and not everybody has heard of everything",
        crowd.progress.acknowledged(),
        scale.messages
    ));
    Ok(())
}

/// What everybody sent in each conversation, sender by sender.
fn sent(
    scale: Scale,
    visitors: &[VisitorEnd],
    operators: &[Vec<OperatorEnd>],
) -> BTreeMap<PublicConversationId, Vec<Vec<String>>> {
    let mut sent: BTreeMap<PublicConversationId, Vec<Vec<String>>> = BTreeMap::new();
    for (number, end) in visitors.iter().enumerate() {
        let messages = 1..=visitor_messages(scale, number);
        let words = messages
            .map(|count| words(&visitor_name(number), count))
            .collect();
        sent.entry(end.conversation).or_default().push(words);
    }
    for end in operators.iter().flatten() {
        sent.entry(end.conversation)
            .or_default()
            .push(end.sent.clone());
    }
    sent
}

fn tally<'a>(
    sent: &BTreeMap<PublicConversationId, Vec<Vec<String>>>,
    stored: &BTreeMap<PublicConversationId, Vec<Line>>,
    logs: impl Iterator<Item = (PublicConversationId, &'a [Line])>,
) -> Tally {
    let logs: Vec<_> = logs.collect();
    let mut total = Tally::default();
    for (conversation, log) in logs {
        let sent = sent
            .get(&conversation)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let stored = stored
            .get(&conversation)
            .map(Vec::as_slice)
            .unwrap_or_default();
        total += judge(log, sent, stored);
    }
    total
}

/// Clients that never got a conversation, so that their logs cannot be judged.
fn missing_clients(scale: Scale, visitors: &[VisitorEnd], operators: &[Vec<OperatorEnd>]) -> usize {
    let mut conversations: HashMap<PublicConversationId, usize> = HashMap::new();
    for end in visitors {
        *conversations.entry(end.conversation).or_default() += 1;
    }
    let operators: usize = operators
        .iter()
        .map(|ends| scale.visitors.abs_diff(ends.len()))
        .sum();
    scale.visitors.abs_diff(conversations.len()) + operators
}

fn none(name: impl Into<String>, found: usize) -> Figure {
    Figure::at_most(name, count(found), "messages", 0.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn count(count: usize) -> f64 {
    count as f64
}

fn visitor_name(number: usize) -> String {
    format!("Visitor {number}")
}

fn operator_name(number: usize) -> String {
    format!("Operator {number}")
}

fn visitor_messages(scale: Scale, number: usize) -> usize {
    share(scale.messages - scale.messages / 2, scale.visitors, number)
}

/// The part of `total` for the one with this number, so that all parts together are `total`.
fn share(total: usize, parts: usize, number: usize) -> usize {
    total * (number + 1) / parts - total * number / parts
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_shares_make_the_whole() {
        for (total, parts) in [(10_000, 3), (10_000, 20), (7, 20), (0, 2)] {
            let shares: usize = (0..parts).map(|number| share(total, parts, number)).sum();
            assert_eq!(shares, total);
        }
    }
}
