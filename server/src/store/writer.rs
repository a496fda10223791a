//! The one writer of a node: it drains a queue of commands into one transaction, commits, answers, and then tells how
//! far the journal has got. What is acknowledged is on disk; what is published is committed.

use super::journal::{self, Head};
use super::log;
use super::open::Pools;
use super::remembered::Remembered;
use super::work::{Request, Savepoint, Work};
use crate::error::Error;
use domain::event::Position;
use domain::id::ConversationId;
use futures::FutureExt;
use futures::future::BoxFuture;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Commands that may wait for the writer; more wait in their callers.
const QUEUE: usize = 1_024;
/// Commands of one transaction at most.
const BATCH: usize = 256;

/// A handle on the writer; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Command>>,
    published: watch::Sender<Position>,
    stop: CancellationToken,
    task: TaskTracker,
}

impl Writer {
    /// Starts the writer's task; the journal stands at `position`.
    pub(super) fn start(pools: Arc<Pools>, position: Position) -> Self {
        let (queue, commands) = mpsc::channel(QUEUE);
        let published = watch::Sender::new(position);
        let stop = CancellationToken::new();
        let task = TaskTracker::new();
        if matches!(*pools, Pools::Sqlite { .. }) {
            let journal = published.subscribe();
            task.spawn(log::keep_short(pools.clone(), journal, stop.clone()));
        }
        task.spawn(write(pools, commands, published.clone(), stop.clone()));
        task.close();
        Self {
            queue,
            published,
            stop,
            task,
        }
    }

    pub(super) fn journal(&self) -> watch::Receiver<Position> {
        self.published.subscribe()
    }

    /// Publishes how far the journal has got, unless more is known.
    pub(super) fn journal_is_at(&self, position: Position) {
        publish(&self.published, position);
    }

    /// Takes no more commands and waits for those that were taken.
    pub(super) async fn stop(&self) {
        self.stop.cancel();
        self.task.wait().await;
    }

    /// Has a deed done in the next batch; its answer comes once the batch is on disk.
    pub(super) async fn submit<T, F>(&self, needs: Needs, deed: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let command = Submitted {
            needs,
            deed: Some(deed),
            outcome: None,
            answer,
        };
        let gone = |()| Error::failed("The writer has stopped.");
        self.queue
            .send(Box::new(command))
            .await
            .map_err(|_| gone(()))?;
        answered.await.map_err(|_| gone(()))?
    }
}

/// What a deed asks of the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// It writes through [`Work::database`], so that it must be possible to take it back in the database.
    Savepoint,
    /// It only gathers changes of conversations, this one above all: read for all at once.
    Conversation(ConversationId),
    /// It only gathers changes too, and asks whether this request was carried out before: asked for all at once.
    Knowledge(Request),
}

impl Needs {
    fn conversation(self) -> Option<ConversationId> {
        match self {
            Self::Savepoint => None,
            Self::Conversation(id) | Self::Knowledge((id, _)) => Some(id),
        }
    }

    fn request(self) -> Option<Request> {
        match self {
            Self::Knowledge(request) => Some(request),
            Self::Savepoint | Self::Conversation(_) => None,
        }
    }
}

trait Command: Send {
    fn needs(&self) -> Needs;
    /// Does the deed; how it went.
    fn run<'t>(&'t mut self, work: &'t mut Work<'_>) -> BoxFuture<'t, Outcome>;
    /// Tells the caller.
    fn answer(self: Box<Self>, batch: Batch);
}

/// How a deed went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Refused,
    /// The database or the deed itself failed.
    Failed,
}

/// How the batch went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Batch {
    Committed,
    Failed,
}

struct Submitted<T, F> {
    needs: Needs,
    deed: Option<F>,
    outcome: Option<Result<T, Error>>,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Command for Submitted<T, F>
where
    T: Send,
    F: for<'t> FnOnce(&'t mut Work<'_>) -> BoxFuture<'t, Result<T, Error>> + Send,
{
    fn needs(&self) -> Needs {
        self.needs
    }

    fn run<'t>(&'t mut self, work: &'t mut Work<'_>) -> BoxFuture<'t, Outcome> {
        Box::pin(async move {
            let Some(deed) = self.deed.take() else {
                return Outcome::Refused;
            };
            let ran = AssertUnwindSafe(async { deed(work).await })
                .catch_unwind()
                .await;
            let outcome = ran.unwrap_or_else(|_| Err(Error::failed("A command panicked.")));
            let kind = match &outcome {
                Ok(_) => Outcome::Done,
                Err(Error::Failed(_)) => Outcome::Failed,
                Err(_) => Outcome::Refused,
            };
            self.outcome = Some(outcome);
            kind
        })
    }

    fn answer(self: Box<Self>, batch: Batch) {
        let answer = match (self.outcome, batch) {
            // A refusal changed nothing, so it holds whether or not the batch does.
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(done)), Batch::Committed) => Ok(done),
            _ => Err(Error::failed("The batch could not be written.")),
        };
        // The caller may have gone away; what he asked for is done all the same.
        drop(self.answer.send(answer));
    }
}

async fn write(
    pools: Arc<Pools>,
    mut commands: mpsc::Receiver<Box<dyn Command>>,
    published: watch::Sender<Position>,
    stop: CancellationToken,
) {
    let mut remembered = Remembered::default();
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled(), if !commands.is_closed() => commands.close(),
            count = commands.recv_many(&mut batch, BATCH) => if count == 0 {
                return;
            },
        }
        if batch.is_empty() {
            continue;
        }
        let began = Instant::now();
        let written = write_batch(&pools, &mut remembered, &mut batch, &mut commands).await;
        let outcome = match &written {
            Ok(_) => {
                crate::metrics::batch_written(batch.len(), began.elapsed());
                Batch::Committed
            }
            Err(error) => {
                tracing::error!(%error, commands = batch.len(), "a batch could not be written");
                remembered.forget();
                Batch::Failed
            }
        };
        for command in batch.drain(..) {
            command.answer(outcome);
        }
        if let Ok(Some(head)) = written {
            publish(&published, head.position);
        }
    }
}

/// Other nodes' words come late, and this node's own commits in between.
fn publish(published: &watch::Sender<Position>, position: Position) {
    published.send_if_modified(|known| {
        let is_news = position > *known;
        *known = position.max(*known);
        is_news
    });
}

/// Writes a batch, and what has come since it was gathered; where the journal stands if anything was written.
async fn write_batch(
    pools: &Pools,
    remembered: &mut Remembered,
    batch: &mut Vec<Box<dyn Command>>,
    commands: &mut mpsc::Receiver<Box<dyn Command>>,
) -> Result<Option<Head>, Error> {
    let mut connection = pools.write().await?;
    let head = journal::locked_head(&mut connection).await?;
    // Other nodes may have held the head for as long as a commit takes: who came meanwhile need not wait for the next one.
    while batch.len() < BATCH
        && let Ok(command) = commands.try_recv()
    {
        batch.push(command);
    }
    let mut work = Work::new(&mut connection, remembered, head);
    let needs: Vec<Needs> = batch.iter().map(|command| command.needs()).collect();
    let conversations = needs.iter().filter_map(|needs| needs.conversation());
    work.catch_up().await?;
    work.recall(conversations.collect()).await?;
    let requests = needs.iter().filter_map(|needs| needs.request());
    work.look_up(requests.collect()).await?;
    let mut anything = false;
    for command in batch {
        anything |= run(&mut work, command).await? == Outcome::Done;
    }
    if !anything {
        drop(work);
        connection.rollback().await?;
        return Ok(None);
    }
    let head = work.finish().await?;
    connection.commit().await?;
    remembered.committed(head);
    Ok(Some(head))
}

/// Runs a command; an error ends the batch.
async fn run(work: &mut Work<'_>, command: &mut Box<dyn Command>) -> Result<Outcome, Error> {
    if command.needs() != Needs::Savepoint {
        let mark = work.mark();
        let outcome = command.run(work).await;
        return match outcome {
            Outcome::Done => Ok(outcome),
            Outcome::Refused => {
                work.undo(mark);
                Ok(outcome)
            }
            // Without a savepoint nobody knows what state the transaction is in.
            Outcome::Failed => Err(Error::failed("A command failed without a savepoint.")),
        };
    }
    work.flush().await?;
    work.savepoint(Savepoint::Set).await?;
    let mark = work.mark();
    let outcome = command.run(work).await;
    if outcome == Outcome::Done {
        work.savepoint(Savepoint::Release).await?;
        return Ok(outcome);
    }
    work.savepoint(Savepoint::Return).await?;
    work.savepoint(Savepoint::Release).await?;
    work.undo(mark);
    Ok(outcome)
}
