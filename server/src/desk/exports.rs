//! Sessions as a file, read page by page, so that it may be as long as it likes (spec 13.1).

use super::{Desk, Reader, allow};
use crate::error::Error;
use crate::store::{Connection, channels, facts, users};
use domain::id::{ChannelId, UserId};
use domain::permission::Deed;
use domain::report::{Asked, Column, Names, Place, Query, TOP, file, head, row};
use domain::user::User;
use futures::Stream;
use futures::stream::{self, StreamExt};
use std::collections::HashMap;
use std::sync::Arc;

/// Sessions that are read in one go.
const PAGE: usize = 500;

/// What is written between the pages.
struct Export {
    desk: Desk,
    asked: Asked,
    columns: Arc<[Column]>,
    channels: HashMap<ChannelId, String>,
    operators: HashMap<UserId, String>,
    /// From where on; `None` once all is told.
    place: Option<Place>,
}

impl Desk {
    /// The file of the sessions that are asked for, piece by piece, newest first.
    pub async fn export_sessions(
        &self,
        user: &User,
        asked: Asked,
        columns: Vec<Column>,
    ) -> Result<impl Stream<Item = Result<String, Error>> + Send + use<>, Error> {
        allow(user, Deed::ExportSessions)?;
        let mut connection = self.store.read().await?;
        let channels = channels::all(&mut connection).await?.into_iter();
        let users = users::list(&mut connection).await?.into_iter();
        drop(connection);
        let first = head(&columns);
        let export = Export {
            desk: self.clone(),
            asked,
            columns: columns.into(),
            channels: channels.map(|channel| (channel.id, channel.name)).collect(),
            operators: users.map(|user| (user.id, user.name)).collect(),
            place: Some(TOP),
        };
        let pages = stream::try_unfold(export, Export::next);
        Ok(stream::once(async { Ok(first) }).chain(pages))
    }
}

impl Desk {
    /// What a report says, as a file.
    pub async fn export_report(
        &self,
        user: &User,
        query: Query,
        reader: &Reader,
    ) -> Result<String, Error> {
        let report = self.report(user, query.question, reader).await?;
        let mut connection = self.store.read().await?;
        let channels = channels::all(&mut connection).await?;
        let users = users::list(&mut connection).await?;
        drop(connection);
        let name = |name: Option<&String>| name.cloned().unwrap_or_default();
        let names = Names {
            channel: &|id| {
                let channel = channels.iter().find(|channel| channel.id == id);
                name(channel.map(|channel| &channel.name))
            },
            operator: &|id| {
                let user = users.iter().find(|user| user.id == id);
                name(user.map(|user| &user.name))
            },
        };
        Ok(file(&report, &query.measures, &names))
    }
}

impl Export {
    /// The lines of the next page.
    async fn next(mut self) -> Result<Option<(String, Self)>, Error> {
        let Some(place) = self.place else {
            return Ok(None);
        };
        let mut connection = self.desk.store.read().await?;
        let page = self.page(&mut connection, place).await?;
        drop(connection);
        Ok(Some((page, self)))
    }

    async fn page(&mut self, connection: &mut Connection, place: Place) -> Result<String, Error> {
        let sessions = facts::commented(connection, &self.asked, place, PAGE).await?;
        let is_last = sessions.len() < PAGE;
        let last = sessions.last().filter(|_| !is_last);
        self.place = last.map(|(session, _)| session.place());
        let name = |name: Option<&String>| name.cloned().unwrap_or_default();
        let names = Names {
            channel: &|id| name(self.channels.get(&id)),
            operator: &|id| name(self.operators.get(&id)),
        };
        let now = self.desk.clock.now();
        let lines = sessions
            .iter()
            .map(|(session, comment)| row(session, comment, &self.columns, &names, now));
        Ok(lines.collect())
    }
}
