//! The pages that visitors were on last.

use super::connection::{Connection, all, execute};
use domain::id::{ConversationId, VisitorId};
use domain::page::VisitedPage;
use domain::time::Timestamp;
use sqlx::FromRow;

#[derive(FromRow)]
struct PageRow {
    path: String,
    title: String,
    at: i64,
}

impl From<PageRow> for VisitedPage {
    fn from(row: PageRow) -> Self {
        Self {
            path: row.path,
            title: row.title,
            at: Timestamp(row.at),
        }
    }
}

/// The pages of a visitor, newest first.
pub(crate) async fn of(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<Vec<VisitedPage>, sqlx::Error> {
    let rows = all!(
        connection,
        PageRow,
        "select path, title, at from visitor_pages where visitor = $1 order by at desc, path",
        visitor.0
    )?;
    Ok(rows.into_iter().map(VisitedPage::from).collect())
}

/// The pages of the visitor of a conversation, newest first.
pub(crate) async fn of_conversation(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<VisitedPage>, sqlx::Error> {
    let rows = all!(
        connection,
        PageRow,
        "select path, title, at from visitor_pages \
         where visitor = (select visitor from conversations where id = $1) order by at desc, path",
        conversation.0
    )?;
    Ok(rows.into_iter().map(VisitedPage::from).collect())
}

/// Puts these in the place of all pages of a visitor.
pub(crate) async fn set(
    connection: &mut Connection,
    visitor: VisitorId,
    pages: &[VisitedPage],
) -> Result<(), sqlx::Error> {
    execute!(
        connection,
        "delete from visitor_pages where visitor = $1",
        visitor.0
    )?;
    for page in pages {
        execute!(
            connection,
            "insert into visitor_pages (visitor, path, title, at) values ($1, $2, $3, $4)",
            visitor.0,
            page.path.as_str(),
            page.title.as_str(),
            page.at.0
        )?;
    }
    Ok(())
}
