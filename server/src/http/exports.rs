//! Files for spreadsheet programs.

use super::{Edge, Rejection};
use crate::auth::SignedIn;
use crate::desk::{Exported, Format, Piece, Reader, Sought};
use crate::error::Error;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::id::ConversationId;
use domain::limit;
use domain::report::{
    Asked, Column, FOREWORD_END, Filter, Kind, SESSIONS_HEADER, Unknown, foreword_line,
};
use domain::time::Timestamp;
use domain::wire::Refusal;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use serde::Deserialize;
use serde_json::json;

/// Which sessions, and what of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    channel: Option<String>,
    operator: Option<String>,
    outcome: Option<String>,
    rating: Option<String>,
    counts_for: Option<String>,
    country: Option<String>,
    chatbot: Option<String>,
    tag: Option<String>,
    expertise: Option<String>,
    handler: Option<String>,
    language: Option<String>,
    weekday: Option<String>,
    hour_of_day: Option<String>,
    /// The time zone by whose clocks weekdays and hours are meant.
    zone: Option<String>,
    since: Option<i64>,
    until: Option<i64>,
    /// The words of the columns, separated by commas; all of them where there are none.
    columns: Option<String>,
    /// The ids of those that were selected, separated by commas; then nothing else chooses.
    conversations: Option<String>,
    /// Whether it shall be told before a workbook how far it has come.
    foreword: Option<bool>,
}

impl Wanted {
    fn sought(&self) -> Result<Sought, Unknown> {
        let Some(ids) = self.conversations.as_deref() else {
            return Ok(Sought::Asked(Box::new(self.asked()?)));
        };
        let ids = ids.split(',').map(|id| id.parse().map(ConversationId));
        let ids = ids.collect::<Result<Vec<_>, _>>();
        ids.ok()
            .filter(|ids| ids.len() <= limit::SESSIONS_SELECTED)
            .map(Sought::These)
            .ok_or_else(|| unknown("conversations", &[]))
    }

    fn asked(&self) -> Result<Asked, Unknown> {
        let filter = Filter::read(|name| match name {
            "channel" => self.channel.clone(),
            "operator" => self.operator.clone(),
            "outcome" => self.outcome.clone(),
            "rating" => self.rating.clone(),
            "counts_for" => self.counts_for.clone(),
            "country" => self.country.clone(),
            "chatbot" => self.chatbot.clone(),
            "tag" => self.tag.clone(),
            "expertise" => self.expertise.clone(),
            "handler" => self.handler.clone(),
            "language" => self.language.clone(),
            "weekday" => self.weekday.clone(),
            "hour_of_day" => self.hour_of_day.clone(),
            // Points in time say it here, not days.
            _ => None,
        });
        let asked = filter?.asked(|_| 0);
        Ok(Asked {
            since: self.since.map(Timestamp),
            until: self.until.map(Timestamp),
            ..asked.in_zone(self.zone.as_deref().unwrap_or_default())
        })
    }

    fn columns(&self) -> Result<Vec<Column>, Unknown> {
        let Some(words) = self.columns.as_deref() else {
            return Ok(Column::ALL.to_vec());
        };
        let columns = words.split(',').map(Column::of_word);
        let columns = columns.collect::<Option<Vec<_>>>();
        // No more than there are: a file does not grow by asking.
        columns
            .filter(|columns| columns.len() <= Column::ALL.len())
            .ok_or_else(|| unknown("columns", &Column::ALL.map(Column::word)))
    }
}

fn unknown(field: &'static str, allowed: &[&'static str]) -> Unknown {
    let allowed = allowed.to_vec();
    Unknown { field, allowed }
}

/// Sessions as comma-separated values, sent as they are read.
pub(super) async fn sessions(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Rejection> {
    exported(&edge, &signed_in, wanted, Format::Csv).await
}

/// Sessions as a workbook.
pub(super) async fn workbook(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Rejection> {
    exported(&edge, &signed_in, wanted, Format::Xlsx).await
}

/// Sessions by the secret of a link, as comma-separated values.
pub(super) async fn live(
    State(edge): State<Edge>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let name = name.ok().map(|Path(name)| name);
    let secret = name.as_deref().and_then(|name| name.strip_suffix(".csv"));
    let secret = secret.ok_or(Refusal::NotFound)?;
    let exported = edge.desk().follow_live_link(secret).await?;
    Ok(file_of(exported, Format::Csv, false))
}

async fn exported(
    edge: &Edge,
    signed_in: &SignedIn,
    wanted: Result<Query<Wanted>, QueryRejection>,
    format: Format,
) -> Result<Response, Rejection> {
    let Query(wanted) = wanted.map_err(|_| Refusal::Malformed)?;
    let read = wanted
        .sought()
        .and_then(|sought| Ok((sought, wanted.columns()?)));
    let (sought, columns) = match read {
        Ok(read) => read,
        Err(unknown) => return Ok(refused(&unknown)),
    };
    let has_foreword = format == Format::Xlsx && wanted.foreword == Some(true);
    let desk = edge.desk();
    let exported = desk.export_sessions(&signed_in.user, sought, columns, format);
    Ok(file_of(exported.await?, format, has_foreword))
}

fn file_of(exported: Exported, format: Format, has_foreword: bool) -> Response {
    let (kind, disposition) = match format {
        Format::Xlsx if has_foreword => ("application/octet-stream", "attachment"),
        Format::Csv => (
            "text/csv; charset=utf-8",
            "attachment; filename=\"sessions.csv\"",
        ),
        Format::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "attachment; filename=\"sessions.xlsx\"",
        ),
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition.to_owned()),
        (
            HeaderName::from_static(SESSIONS_HEADER),
            exported.sessions.to_string(),
        ),
    ];
    let sent = if has_foreword {
        with_foreword(exported)
    } else {
        exported.bytes()
    };
    (headers, Body::from_stream(sent)).into_response()
}

fn with_foreword(exported: Exported) -> BoxStream<'static, Result<Vec<u8>, Error>> {
    let mut has_begun = false;
    let sent = exported.file.map_ok(move |piece| match piece {
        Piece::Written(sessions) => foreword_line(sessions).into_bytes(),
        Piece::Bytes(bytes) if has_begun => bytes,
        Piece::Bytes(bytes) => {
            has_begun = true;
            [FOREWORD_END.as_bytes(), &bytes].concat()
        }
    });
    sent.boxed()
}

/// A report as comma-separated values, asked for as its page is; what is asked for that there is not is told with what there is.
pub(super) async fn report(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    headers: HeaderMap,
    uri: Uri,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let name = name.ok().map(|Path(name)| name);
    let mut kinds = Kind::ALL.into_iter();
    let kind = kinds.find(|kind| {
        name.as_deref().and_then(|name| name.strip_suffix(".csv")) == Some(kind.word())
    });
    let kind = kind.ok_or(Refusal::NotFound)?;
    let fields = Query::<Vec<(String, String)>>::try_from_uri(&uri);
    let Query(fields) = fields.map_err(|_| Refusal::Malformed)?;
    let read = kind.read(|name| {
        let told = fields.iter().filter(|(known, _)| known == name);
        let told: Vec<_> = told.map(|(_, value)| value.as_str()).collect();
        (!told.is_empty()).then(|| told.join(","))
    });
    let query = match read {
        Ok(query) => query,
        Err(unknown) => return Ok(refused(&unknown)),
    };
    let reader = Reader::of(&headers);
    let file = edge
        .desk()
        .export_report(&signed_in.user, query, &reader)
        .await?;
    let disposition = format!("attachment; filename=\"{}.csv\"", kind.word());
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, file).into_response())
}

/// Says which field means nothing, and what it could say.
fn refused(unknown: &Unknown) -> Response {
    let told = json!({ "unknown": { "field": unknown.field, "allowed": unknown.allowed } });
    (StatusCode::BAD_REQUEST, Json(told)).into_response()
}
