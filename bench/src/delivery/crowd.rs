//! Everybody who writes in the run.

use super::operator::Operator;
use super::pace::Pace;
use super::progress::Progress;
use super::scale::{Line, Scale};
use super::verdict;
use super::visitor::Visitor;
use crate::client::sign_in::sign_in;
use crate::failure::Outcome;
use crate::proxy::Proxy;
use domain::id::PublicConversationId;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// What somebody has of a conversation at the end.
#[derive(Debug)]
pub(crate) struct End {
    /// Which conversation.
    pub(crate) conversation: PublicConversationId,
    /// What he sent in it, in order.
    pub(crate) sent: Vec<String>,
    /// What he sees of it.
    pub(crate) log: Vec<verdict::Line>,
}

/// Everybody who writes, at work.
#[derive(Debug)]
pub(crate) struct Crowd {
    visitors: Vec<JoinHandle<Option<End>>>,
    operators: Vec<JoinHandle<Vec<End>>>,
    visitors_received: Vec<Arc<AtomicUsize>>,
    operators_received: Vec<Arc<AtomicUsize>>,
    progress: Arc<Progress>,
    stop: CancellationToken,
}

impl Crowd {
    /// Signs the operators in at `server` and sends everybody to work.
    pub(crate) async fn gather(
        scale: Scale,
        server: SocketAddr,
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
            let cookie = sign_in(server, email).await?;
            let messages = scale.of_operator(number);
            let pace = Pace::new(format!("Operator {number}"), messages, during);
            let received = Arc::new(AtomicUsize::new(0));
            crowd.operators_received.push(Arc::clone(&received));
            let operator = Operator::new(
                proxy.address(),
                Line::of(number),
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
                format!("Visitor {number}"),
                scale.of_visitor(number),
                during,
            );
            let received = Arc::new(AtomicUsize::new(0));
            crowd.visitors_received.push(Arc::clone(&received));
            let visitor = Visitor::new(
                proxy.address(),
                Line::of(number),
                pace,
                Arc::clone(&progress),
                received,
            );
            crowd.visitors.push(tokio::spawn(visitor.run(stop.clone())));
        }
        Ok(crowd)
    }

    /// Whether everybody has as many lines as the database has for him.
    pub(crate) fn has_received(&self, lines: usize) -> bool {
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

    /// Ends everybody's work; what visitors and operators have then.
    pub(crate) async fn disperse(self) -> Outcome<(Vec<End>, Vec<End>)> {
        self.stop.cancel();
        let mut visitors = Vec::new();
        for visitor in self.visitors {
            visitors.extend(visitor.await?);
        }
        let mut operators = Vec::new();
        for operator in self.operators {
            operators.extend(operator.await?);
        }
        Ok((visitors, operators))
    }

    /// How far everybody is.
    pub(crate) fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }
}
