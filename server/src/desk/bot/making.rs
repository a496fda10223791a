//! Tickets and leads that steps of a chatbot make, in the transaction in which the chatbot speaks (spec 9.3).

use crate::desk::file_links::FileLinks;
use crate::desk::life_cycle::new_id;
use crate::desk::records::{self, description};
use crate::desk::teams::app_state_in;
use crate::desk::{Desk, Signal};
use crate::error::Error;
use crate::store::leads::Leads;
use crate::store::records::{DraftOf, Kept, Source};
use crate::store::remembered::Held;
use crate::store::tickets::Tickets;
use crate::store::{Connection, Work};
use domain::chatbot::{Script, record_title};
use domain::id::{ConversationId, StepId, TeamId};
use domain::lead::LeadDraft;
use domain::record::Draft;
use domain::team::App;
use domain::ticket::TicketDraft;
use domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What chatbots make in a transaction, which consoles hear of once it is on disk.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Making {
    files: FileLinks,
    has_made: Arc<AtomicBool>,
}

impl Desk {
    /// For a transaction in which chatbots may make something.
    pub(in crate::desk) fn making(&self) -> Making {
        Making {
            files: self.console_file_links(),
            has_made: Arc::default(),
        }
    }

    /// Tells consoles that chatbots have made something, if they have.
    pub(in crate::desk) fn tell_made(&self, making: &Making) {
        if making.has_made.load(Ordering::Relaxed) {
            for app in App::ALL {
                self.signal(Signal::Changed(app.records()));
            }
        }
    }
}

/// Makes the records of steps that were said.
pub(super) async fn make(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    (script, said): (&Script, &[StepId]),
    now: Timestamp,
) -> Result<(), Error> {
    let steps = said.iter().filter_map(|step| script.find(*step));
    let made: Vec<_> = steps.filter_map(|(_, step)| step.kind.makes()).collect();
    for (app, team) in made {
        // Seldom needed, and so it takes no room in every visitor's line.
        Box::pin(make_one(work, making, id, (app, team), now)).await?;
    }
    Ok(())
}

/// A chatbot's step makes a record, in the transaction in which the chatbot says it, and so once: for the team that the step names,
/// or else that of conversations. Where there is neither, nothing is made, and the script goes on (spec 9.3).
async fn make_one(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    (app, named): (App, Option<TeamId>),
    now: Timestamp,
) -> Result<(), Error> {
    let Held {
        conversation,
        visitor,
    } = work.conversation(id).await?;
    let Some(bot) = conversation.bot.as_deref() else {
        return Ok(());
    };
    let database = work.database().await?;
    let Some(team) = app_state_in(database, app).await?.team_of_step(named) else {
        return Ok(());
    };
    let source = Source {
        client_id: new_id(),
        conversation: id,
        visitor,
    };
    let title = record_title(app, &bot.name, &bot.run);
    let description = description(database, &conversation, &making.files).await?;
    match app {
        App::Helpdesk => {
            let draft = TicketDraft {
                title,
                description,
                ..TicketDraft::default()
            };
            add::<Tickets>(database, source, draft.for_team(team), now).await?;
        }
        App::Crm => {
            let draft = LeadDraft::of(&conversation, title, description);
            add::<Leads>(database, source, draft.for_team(team), now).await?;
        }
    }
    making.has_made.store(true, Ordering::Relaxed);
    Ok(())
}

async fn add<K: Kept>(
    database: &mut Connection,
    source: Source,
    draft: DraftOf<K>,
    now: Timestamp,
) -> Result<(), Error> {
    let draft = draft.check().map_err(Error::Invalid)?;
    records::add::<K>(database, source, &draft, now)
        .await
        .map(drop)
}
