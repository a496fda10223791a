//! What reports tell of conversations (spec 13).

use super::{Desk, allow};
use crate::error::Error;
use crate::store::facts::{self, Side};
use crate::store::reports::{bounds, first_session, groups, standing};
use crate::store::{Connection, chatbots, expertises, tags};
use crate::wall_clock::WallClock;
use domain::id::{ConversationId, UserId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::report::{
    Asked, Calendar, Dashboard, Dimension, Filter, Group, Key, Kind, Measure, Neighbours, Place,
    Question, Report, Session, Sessions, Stretch, TOP, Table, Which, ZoneName, week_begins,
};
use domain::time::Timestamp;
use domain::user::User;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

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
        let (from, to) = days;
        let asked = Filter { from, to, ..filter }.asked(|at| clock.offset_ms(at));
        let asked = asked.in_zone(&calendar.zone);
        let mut connection = self.store.read().await?;
        let counting = Counting {
            asked,
            clock: &clock,
            calendar: &calendar,
            kind: question.kind,
            now,
        };
        let table = counting.table(&mut connection, &question.by).await?;
        let mut report = Report {
            question,
            calendar,
            now,
            days,
            table,
            chatbots: Vec::new(),
            tags: Vec::new(),
            expertises: Vec::new(),
        };
        name_groups(&mut report, &mut connection).await?;
        Ok(report)
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
        let asked = by_clocks_of(user, asked);
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
        let asked = by_clocks_of(user, asked);
        let mut connection = self.store.read().await?;
        let place = facts::place(&mut connection, conversation).await?;
        let place = place.ok_or(Error::NotFound)?;
        Ok(Neighbours {
            newer: facts::beside(&mut connection, &asked, (place, Side::Newer)).await?,
            older: facts::beside(&mut connection, &asked, (place, Side::Older)).await?,
        })
    }
}

/// The same by the clocks of who asks: his own time zone comes before that of his browser (spec 13.6).
pub(super) fn by_clocks_of(user: &User, asked: Asked) -> Asked {
    if !asked.needs_a_clock() {
        return asked;
    }
    let told = asked.zone.as_ref().map_or("", ZoneName::text);
    let (_, zone) = WallClock::of([user.preferences.time_zone.as_str(), told]);
    asked.in_zone(&zone)
}

/// Which conversations are counted, and by whose calendar.
struct Counting<'c> {
    asked: Asked,
    clock: &'c WallClock,
    calendar: &'c Calendar,
    kind: Kind,
    now: Timestamp,
}

impl Counting<'_> {
    async fn table(&self, connection: &mut Connection, by: &[Dimension]) -> Result<Table, Error> {
        let table = self.cells(connection, by).await?;
        if !by.iter().any(|dimension| self.kind.overlaps(*dimension)) {
            return Ok(table);
        }
        let mut levels = Vec::new();
        for dimension in by {
            levels.push(self.cells(connection, &[*dimension]).await?);
        }
        let total = self.cells(connection, &[]).await?.total;
        Ok(table.counted_apart(levels, total))
    }

    async fn cells(&self, connection: &mut Connection, by: &[Dimension]) -> Result<Table, Error> {
        let counted = self.counted(connection, by).await?;
        Table::of(by, self.calendar, counted).map_err(|_| too_many_cells())
    }

    /// What the database counts, one stretch between two changes of the clock after the other.
    async fn counted(
        &self,
        connection: &mut Connection,
        by: &[Dimension],
    ) -> Result<Vec<Group>, Error> {
        let Some((first, last)) = bounds(connection, &self.asked).await? else {
            return Ok(Vec::new());
        };
        let until = last.plus(1);
        let stretches = if by.iter().any(|dimension| dimension.is_course()) {
            self.clock.stretches(first, until)
        } else {
            vec![Stretch {
                since: first,
                until,
                offset_ms: 0,
            }]
        };
        let mut counted = Vec::new();
        for stretch in stretches {
            counted
                .extend(groups(connection, &self.asked, (by, self.kind), stretch, self.now).await?);
            if counted.len() > limit::REPORT_ROWS {
                return Err(too_many_cells());
            }
        }
        if self.kind.measures().contains(&Measure::DaysOfActivity) {
            self.tell_first_sessions(connection, &mut counted).await?;
        }
        Ok(counted)
    }

    /// Days of activity begin with the operator's first session of all, whichever are counted here (spec 13.4).
    async fn tell_first_sessions(
        &self,
        connection: &mut Connection,
        counted: &mut [Group],
    ) -> Result<(), Error> {
        let asked = self.asked.counts_for.or(self.asked.operator);
        let of_all = match asked {
            Some(Which::Is(operator)) => Some(operator),
            _ => None,
        };
        let mut known: HashMap<UserId, Option<Timestamp>> = HashMap::new();
        for group in counted {
            let of_group = group.keys.iter().find_map(|key| match key {
                Key::Operator(operator) => Some(*operator),
                _ => None,
            });
            let Some(operator) = of_group.or(of_all) else {
                continue;
            };
            let first = match known.entry(operator) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => {
                    *unknown.insert(first_session(connection, operator).await?)
                }
            };
            group.tally.first = first.or(group.tally.first);
        }
        Ok(())
    }
}

/// What the groups are called that have their names in the database alone.
async fn name_groups(report: &mut Report, connection: &mut Connection) -> Result<(), Error> {
    for dimension in &report.question.by {
        match dimension {
            Dimension::Chatbot => {
                let all = chatbots::list(connection).await?.into_iter();
                report.chatbots = all.map(|chatbot| (chatbot.id, chatbot.name)).collect();
            }
            Dimension::Tag => {
                let all = tags::list(connection).await?.into_iter();
                report.tags = all.map(|tag| (tag.id, tag.name)).collect();
            }
            Dimension::Expertise => {
                let all = expertises::list(connection).await?.into_iter();
                report.expertises = all
                    .map(|expertise| (expertise.id, expertise.name))
                    .collect();
            }
            _ => {}
        }
    }
    Ok(())
}

fn too_many_cells() -> Error {
    Error::invalid(
        "by",
        Fault::TooMany {
            limit: limit::REPORT_CELLS,
        },
    )
}
