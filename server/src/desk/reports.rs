//! What reports tell of conversations (spec 13).

use super::{Desk, allow};
use crate::error::Error;
use crate::store::facts::{self, Side};
use crate::store::reports::{bounds, groups, standing};
use crate::store::{Connection, chatbots};
use crate::wall_clock::WallClock;
use domain::id::ConversationId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::report::{
    Asked, Calendar, Dashboard, Dimension, Group, Neighbours, Place, Question, Report, Session,
    Sessions, Stretch, TOP, Table, week_begins,
};
use domain::time::Timestamp;
use domain::user::User;

/// What a browser tells of where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// The name of its time zone; perhaps nothing.
    pub zone: String,
    /// The first of its language tags.
    pub language: String,
}

impl Desk {
    /// What a report says, by the calendar of who reads it: his own time zone comes before that of his browser (spec 13.6).
    pub async fn report(
        &self,
        user: &User,
        question: Question,
        reader: &Reader,
    ) -> Result<Report, Error> {
        /// The levels that a report has.
        const LEVELS: usize = 2;
        allow(user, Deed::ReadReports)?;
        match question.by.len() {
            0 => return Err(Error::invalid("by", Fault::Missing)),
            1..=LEVELS => {}
            _ => return Err(Error::invalid("by", Fault::TooMany { limit: LEVELS })),
        }
        let now = self.clock.now();
        let (clock, zone) = WallClock::of([user.preferences.time_zone.as_str(), &reader.zone]);
        let calendar = Calendar {
            zone,
            week_begins: week_begins(&reader.language),
        };
        let filter = question.filter;
        let days = match (filter.from, filter.to) {
            (None, None) => calendar.days(question.span, clock.day(now)),
            days => days,
        };
        let begins = |day: domain::day::Day| day.begins(|at| clock.offset_ms(at));
        let asked = Asked {
            since: days.0.map(begins),
            until: days.1.map(|last| begins(last.next())),
            ..filter.asked(|_| 0)
        };
        let mut connection = self.store.read().await?;
        let counted = counted(&mut connection, &question, &asked, &clock, now).await?;
        let chatbots = if question.by.contains(&Dimension::Chatbot) {
            chatbots::list(&mut connection).await?
        } else {
            Vec::new()
        };
        drop(connection);
        let table = Table::of(&question.by, &calendar, counted).map_err(|_| too_many_cells())?;
        Ok(Report {
            question,
            calendar,
            now,
            days,
            table,
            chatbots: chatbots
                .into_iter()
                .map(|chatbot| (chatbot.id, chatbot.name))
                .collect(),
        })
    }

    /// How it stands now, and what there was in the last 30 days (spec 13.5).
    pub async fn dashboard(&self, user: &User, reader: &Reader) -> Result<Dashboard, Error> {
        let lately = self.report(user, Dashboard::question(), reader).await?;
        let standing = standing(&mut self.store.read().await?).await?;
        Ok(Dashboard { standing, lately })
    }

    /// A page of the sessions that are asked for, newest first, from a place on (spec 13.1).
    pub async fn session_page(
        &self,
        user: &User,
        asked: Asked,
        older_than: Option<Place>,
    ) -> Result<Sessions, Error> {
        allow(user, Deed::ReadConversations)?;
        let most = limit::SESSIONS_PAGE;
        let from = older_than.unwrap_or(TOP);
        let mut connection = self.store.read().await?;
        let mut rows = facts::sessions(&mut connection, &asked, from, most + 1).await?;
        let has_older = rows.len() > most;
        rows.truncate(most);
        let last = rows.last().filter(|_| has_older);
        Ok(Sessions {
            older_than: last.map(Session::place),
            rows,
        })
    }

    /// The sessions beside one among those that are asked for and can be read; it need not be one of them.
    pub async fn session_neighbours(
        &self,
        user: &User,
        asked: Asked,
        conversation: ConversationId,
    ) -> Result<Neighbours, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let place = facts::place(&mut connection, conversation).await?;
        let place = place.ok_or(Error::NotFound)?;
        Ok(Neighbours {
            newer: facts::beside(&mut connection, &asked, (place, Side::Newer)).await?,
            older: facts::beside(&mut connection, &asked, (place, Side::Older)).await?,
        })
    }
}

/// What the database counts, one stretch between two changes of the clock after the other.
async fn counted(
    connection: &mut Connection,
    question: &Question,
    asked: &Asked,
    clock: &WallClock,
    now: Timestamp,
) -> Result<Vec<Group>, Error> {
    let Some((first, last)) = bounds(connection, asked).await? else {
        return Ok(Vec::new());
    };
    let until = last.plus(1);
    let is_of_time = question.by.iter().any(|by| by.is_course());
    let stretches = if is_of_time {
        clock.stretches(first, until)
    } else {
        vec![Stretch {
            since: first,
            until,
            offset_ms: 0,
        }]
    };
    let mut counted = Vec::new();
    for stretch in stretches {
        counted.extend(groups(connection, asked, &question.by, stretch, now).await?);
        if counted.len() > limit::REPORT_ROWS {
            return Err(too_many_cells());
        }
    }
    Ok(counted)
}

fn too_many_cells() -> Error {
    Error::invalid(
        "by",
        Fault::TooMany {
            limit: limit::REPORT_CELLS,
        },
    )
}
