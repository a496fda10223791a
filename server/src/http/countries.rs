//! A table of countries, handed in as a file.

use super::body::whole;
use super::{Edge, Rejection};
use crate::auth::SignedIn;
use crate::desk::country_table_too_large;
use crate::error::Error;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::country_table::CountryTables;
use domain::limit;
use domain::wire::Refusal;
use serde::Deserialize;

/// What the file is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

/// Takes a file in; the answer is what the settings show, or what is wrong with the file.
pub(super) async fn hand_in(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    named: Result<Query<Named>, QueryRejection>,
    body: Body,
) -> Response {
    match take_in(&edge, &signed_in, named, body).await {
        Ok(tables) => Json(tables).into_response(),
        Err(Error::Invalid(problems)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(problems)).into_response()
        }
        Err(error) => Rejection::from(error).into_response(),
    }
}

async fn take_in(
    edge: &Edge,
    SignedIn { user, .. }: &SignedIn,
    named: Result<Query<Named>, QueryRejection>,
    body: Body,
) -> Result<CountryTables, Error> {
    let Query(named) = named.map_err(|_| Error::Refused(Refusal::Malformed))?;
    // Before the file is held in memory: who may not hand one in must not be able to make the server do that.
    edge.desk().country_tables(user).await?;
    let contents = whole(body, limit::COUNTRY_TABLE_BYTES).await;
    let contents = contents.map_err(|refusal| match refusal {
        Refusal::TooLong => country_table_too_large(),
        other => Error::Refused(other),
    })?;
    edge.desk()
        .hand_in_country_table(user, &named.name, contents.into())
        .await
}
