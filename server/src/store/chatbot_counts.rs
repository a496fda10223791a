//! What became of runs at each step of a chatbot (spec 9.14).

use super::connection::{Connection, all, execute};
use domain::chatbot::{Funnel, Passed, StepCount};
use domain::id::{ChatbotId, StepId};
use uuid::Uuid;

/// Counts of a step that was counted before or is counted for the first time. A run may go on after its chatbot was deleted: then
/// nobody counts.
macro_rules! counted {
    ($reached:literal, $answered:literal, $left:literal) => {
        concat!(
            "insert into chatbot_counts (chatbot, step, reached, answered, left_here) select id, $2, ",
            $reached, ", ", $answered, ", ", $left,
            " from chatbots where id = $1 on conflict (chatbot, step) do update set reached = chatbot_counts.reached + ",
            $reached,
            ", answered = chatbot_counts.answered + ",
            $answered,
            ", left_here = chatbot_counts.left_here + ",
            $left
        )
    };
}

/// Counts how a run went on.
pub(crate) async fn add(
    connection: &mut Connection,
    chatbot: ChatbotId,
    passed: &Passed,
) -> Result<(), sqlx::Error> {
    for step in &passed.reached {
        execute!(connection, counted!("1", "0", "0"), chatbot.0, step.0)?;
    }
    if let Some(step) = passed.answered {
        execute!(connection, counted!("0", "1", "0"), chatbot.0, step.0)?;
    }
    Ok(())
}

/// A conversation ended while a step waited.
pub(crate) async fn add_left(
    connection: &mut Connection,
    chatbot: ChatbotId,
    step: StepId,
) -> Result<(), sqlx::Error> {
    execute!(connection, counted!("0", "0", "1"), chatbot.0, step.0)?;
    Ok(())
}

/// The counts of a chatbot.
pub(crate) async fn of(
    connection: &mut Connection,
    chatbot: ChatbotId,
) -> Result<Funnel, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, i64, i64, i64),
        "select step, reached, answered, left_here from chatbot_counts where chatbot = $1 order by step",
        chatbot.0
    )?;
    let steps = rows.into_iter().map(|(step, reached, answered, left)| {
        let count = StepCount {
            reached,
            answered,
            left,
        };
        (StepId(step), count)
    });
    Ok(Funnel {
        steps: steps.collect(),
    })
}
