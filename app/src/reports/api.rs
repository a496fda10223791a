//! What the reports ask of the server.

use crate::api::Failure;
use domain::report::{Dashboard as Told, Favourite, Question, Report};
use leptos::prelude::*;

/// What a report says; `zone` and `language` are what the browser tells of the reader's calendar.
#[server(prefix = "/api", endpoint = "reports", input = server_fn::codec::Json)]
pub(crate) async fn ask(
    question: Question,
    zone: String,
    language: String,
) -> Result<Report, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let reader = server::desk::Reader { zone, language };
    Ok(desk.report(&asker.user, question, &reader).await?)
}

/// How it stands now, and what there was in the last 30 days.
#[server(prefix = "/api", endpoint = "reports/dashboard", input = server_fn::codec::Json)]
pub(crate) async fn dashboard(zone: String, language: String) -> Result<Told, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let reader = server::desk::Reader { zone, language };
    Ok(desk.dashboard(&asker.user, &reader).await?)
}

/// Keeps the reports that the caller asks for again and again, in place of those he kept before.
#[server(prefix = "/api", endpoint = "reports/favourites", input = server_fn::codec::Json)]
pub(crate) async fn save_favourites(favourites: Vec<Favourite>) -> Result<Vec<Favourite>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.save_favourites(&asker.user, favourites).await?)
}
