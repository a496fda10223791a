//! Sessions and reports as files (spec 13.1). Sessions are read page by page, so that there may be as many as there like.

use super::reports::by_clocks_of;
use super::{Desk, Reader, allow};
use crate::error::Error;
use crate::spreadsheet::Workbook;
use crate::store::{channels, facts, users};
use domain::id::{ChannelId, ConversationId, UserId};
use domain::permission::Deed;
use domain::report::{
    Asked, Cell, Column, Names, Place, Query, Session, TOP, cells, file, head, row,
};
use domain::user::User;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// Sessions that are read in one go.
const PAGE: usize = 500;
/// Bytes of a workbook that are sent in one go.
const CHUNK: usize = 64 * 1024;

/// Which sessions a file tells of.
#[derive(Clone, Debug)]
pub enum Sought {
    /// All that are asked for.
    Asked(Box<Asked>),
    /// These, as far as they are there.
    These(Vec<ConversationId>),
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// A workbook, of which each cell says what it holds.
    Xlsx,
}

/// A file that is read as it is sent.
pub struct Exported {
    /// How many sessions it tells of, as far as is known before it is written.
    pub sessions: i64,
    /// What is known of it, piece by piece.
    pub file: BoxStream<'static, Result<Piece, Error>>,
}

impl Exported {
    /// The file, and nothing of how far it has come.
    pub fn bytes(self) -> BoxStream<'static, Result<Vec<u8>, Error>> {
        let bytes = self.file.try_filter_map(async |piece| {
            Ok(match piece {
                Piece::Written(_) => None,
                Piece::Bytes(bytes) => Some(bytes),
            })
        });
        bytes.boxed()
    }
}

/// A piece of a file that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// No byte of it: so many sessions are written to it by now.
    Written(usize),
    /// Its next bytes.
    Bytes(Vec<u8>),
}

/// What is read, and how far.
struct Export {
    desk: Desk,
    sought: Sought,
    columns: Arc<[Column]>,
    channels: HashMap<ChannelId, String>,
    operators: HashMap<UserId, String>,
    /// From where on; `None` once all is told.
    place: Option<Place>,
}

impl Desk {
    /// The file of the sessions that are sought, newest first.
    pub async fn export_sessions(
        &self,
        user: &User,
        sought: Sought,
        columns: Vec<Column>,
        format: Format,
    ) -> Result<Exported, Error> {
        allow(user, Deed::ExportSessions)?;
        let sought = match sought {
            Sought::Asked(asked) => Sought::Asked(Box::new(by_clocks_of(user, *asked))),
            these @ Sought::These(_) => these,
        };
        let mut connection = self.store.read().await?;
        let sessions = match &sought {
            Sought::Asked(asked) => facts::count(&mut connection, asked).await?,
            Sought::These(conversations) => conversations.len().try_into().unwrap_or(i64::MAX),
        };
        let channels = channels::all(&mut connection).await?.into_iter();
        let users = users::list(&mut connection).await?.into_iter();
        drop(connection);
        let export = Export {
            desk: self.clone(),
            sought,
            columns: columns.into(),
            channels: channels.map(|channel| (channel.id, channel.name)).collect(),
            operators: users.map(|user| (user.id, user.name)).collect(),
            place: Some(TOP),
        };
        let file = match format {
            Format::Csv => export.comma_separated(),
            Format::Xlsx => export.workbook(),
        };
        Ok(Exported { sessions, file })
    }

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
    fn comma_separated(self) -> BoxStream<'static, Result<Piece, Error>> {
        let first = Piece::Bytes(head(&self.columns).into_bytes());
        let pages = stream::try_unfold(self, |mut export| async move {
            let page = export.next_page().await?;
            let lines = page.map(|rows| rows.into_iter().map(row).collect::<String>());
            Ok(lines.map(|lines| (Piece::Bytes(lines.into_bytes()), export)))
        });
        stream::once(async { Ok(first) }).chain(pages).boxed()
    }

    /// Sent once it is whole, since such a file says at its end what is in it.
    fn workbook(self) -> BoxStream<'static, Result<Piece, Error>> {
        let begun = stream::once(async move {
            let workbook = Workbook::new(self.columns.to_vec()).map_err(failed)?;
            let rows = Rows {
                export: self,
                workbook,
                written: 0,
            };
            let first = Making::Rows(Box::new(rows));
            Ok::<_, Error>(stream::try_unfold(first, Making::next))
        });
        begun.try_flatten().boxed()
    }

    /// What the next rows hold; `None` once all is told.
    async fn next_page(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Error> {
        let Some(place) = self.place.take() else {
            return Ok(None);
        };
        let mut connection = self.desk.store.read().await?;
        let sessions = match &self.sought {
            Sought::Asked(asked) => {
                let page = facts::sessions(&mut connection, asked, place, PAGE).await?;
                let last = page.last().filter(|_| page.len() == PAGE);
                self.place = last.map(Session::place);
                page
            }
            Sought::These(conversations) => {
                facts::sessions_among(&mut connection, conversations).await?
            }
        };
        drop(connection);
        Ok(Some(self.told(&sessions)))
    }

    fn told(&self, sessions: &[Session]) -> Vec<Vec<Cell>> {
        let name = |name: Option<&String>| name.cloned().unwrap_or_default();
        let names = Names {
            channel: &|id| name(self.channels.get(&id)),
            operator: &|id| name(self.operators.get(&id)),
        };
        let now = self.desk.clock.now();
        let rows = sessions
            .iter()
            .map(|session| cells(session, &self.columns, &names, now));
        rows.collect()
    }
}

/// How far a workbook has come.
enum Making {
    /// It is written.
    Rows(Box<Rows>),
    /// It is whole, and read.
    Whole(tokio::fs::File),
}

/// A workbook that is being written.
struct Rows {
    export: Export,
    workbook: Workbook,
    /// How many sessions are in it.
    written: usize,
}

impl Making {
    async fn next(self) -> Result<Option<(Piece, Self)>, Error> {
        let mut rows = match self {
            Self::Rows(rows) => rows,
            Self::Whole(mut file) => {
                let mut chunk = Vec::with_capacity(CHUNK);
                let read = file.read_buf(&mut chunk).await.map_err(failed)?;
                return Ok((read > 0).then_some((Piece::Bytes(chunk), Self::Whole(file))));
            }
        };
        let Some(page) = rows.export.next_page().await? else {
            let (workbook, written) = (rows.workbook, rows.written);
            // What is written goes to a disk.
            let finishing = tokio::task::spawn_blocking(move || workbook.finish());
            let file = finishing.await.map_err(failed)?.map_err(failed)?;
            let file = tokio::fs::File::from_std(file);
            return Ok(Some((Piece::Written(written), Self::Whole(file))));
        };
        rows.written += page.len();
        let adding = tokio::task::spawn_blocking(move || {
            for row in &page {
                rows.workbook.add(row)?;
            }
            Ok::<_, rust_xlsxwriter::XlsxError>(rows)
        });
        let rows = adding.await.map_err(failed)?.map_err(failed)?;
        let written = Piece::Written(rows.written);
        Ok(Some((written, Self::Rows(rows))))
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Failed(Box::new(error))
}
